package io.refcache.sample.audit;

/**
 * The name of a group is none, or leads out of the root.
 */
public class InvalidGroupException extends RuntimeException {

	InvalidGroupException(String problem) {
		super("'group' %s; %s".formatted(problem, GroupNames.CURE));
	}

}
