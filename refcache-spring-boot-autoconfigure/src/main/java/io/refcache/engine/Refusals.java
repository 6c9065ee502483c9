package io.refcache.engine;

import java.util.Set;

import io.refcache.CircularCallException;
import io.refcache.MissingContextValueException;
import io.refcache.RefAccessDeniedException;
import io.refcache.RefCacheConfigurationException;
import io.refcache.RefCacheException;
import io.refcache.RefCacheStoreException;
import io.refcache.RefComputationException;
import io.refcache.RefWaitInterruptedException;
import io.refcache.TaskCancelledException;
import io.refcache.task.RunRejectedException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * What calls are told that fail outside of the body, and were given what they may not
 * read. Anything but the refusals of the engine itself may quote that: keys, arguments
 * and stores are code of users, who may throw any exception of this library.
 */
final class Refusals {

	private static final Log logger = LogFactory.getLog(Refusals.class);

	/** Exactly these, with texts of the engine that quote no argument. */
	private static final Set<Class<?>> OWN = Set.of(OwnRefusal.class, CircularCallException.class,
			TransactionCircleException.class, MissingContextValueException.class, RefAccessDeniedException.class,
			RefCacheConfigurationException.class, RefComputationException.class, RefWaitInterruptedException.class,
			TaskCancelledException.class, RunRejectedException.class);

	private Refusals() {
	}

	/**
	 * What is thrown in place of a failure on the path of a call.
	 */
	static RuntimeException onPath(String operation, Throwable failure) {
		if (failure instanceof RuntimeException own && OWN.contains(failure.getClass())) {
			return own;
		}
		if (failure.getClass() == RefCacheStoreException.class) {
			return new RefCacheStoreException(String.valueOf(failure.getMessage()), WithheldFailure.of(failure));
		}
		return withheld(operation, failure);
	}

	/**
	 * What is thrown in place of a failure of users' code.
	 */
	static RefCacheException withheld(String operation, Throwable failure) {
		WithheldFailure withheld = WithheldFailure.of(failure);
		String text = "The arguments of '%s' cannot be used".formatted(operation);
		logger.debug(text, withheld);
		return new OwnRefusal(text + ": " + withheld.type());
	}

	/**
	 * A refusal in words of the engine.
	 */
	static final class OwnRefusal extends RefCacheException {

		private static final long serialVersionUID = 1L;

		OwnRefusal(String message) {
			super(message);
		}

	}

}
