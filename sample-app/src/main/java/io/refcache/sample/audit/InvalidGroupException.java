package io.refcache.sample.audit;

/**
 * The name of a group is none, or leads out of the root.
 */
public class InvalidGroupException extends RuntimeException {

	InvalidGroupException(String problem) {
		super("'group' %s; write it as a path below the root, such as 'org/springframework', or leave it out for all jars"
			.formatted(problem));
	}

}
