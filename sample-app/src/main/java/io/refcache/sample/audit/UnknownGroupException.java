package io.refcache.sample.audit;

/**
 * There is no such group.
 */
public class UnknownGroupException extends RuntimeException {

	UnknownGroupException(String problem, String cure) {
		super("'group' %s; %s".formatted(problem, cure));
	}

}
