package io.refcache.sample.audit;

/**
 * There is no such group.
 */
public class UnknownGroupException extends RuntimeException {

	UnknownGroupException(String problem) {
		super("'group' %s; leave it out for all jars".formatted(problem));
	}

}
