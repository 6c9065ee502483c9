package io.refcache.test;

import io.refcache.RefCache;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions on a {@link RefCache}.
 *
 * @since 0.1.0
 */
public final class RefCacheAssert extends AbstractAssert<RefCacheAssert, RefCache> {

	RefCacheAssert(RefCache actual) {
		super(actual, RefCacheAssert.class);
	}

	/**
	 * Goes on with a task, as it is now.
	 * @param refId the reference
	 * @return assertions on the task
	 * @throws AssertionError if the reference is not there
	 */
	public TaskAssert task(String refId) {
		isNotNull();
		return new TaskAssert(this.actual.taskStatus(refId)
			.orElseThrow(() -> failure("Expected a task behind reference '%s', but there is no such reference", refId)))
			.as(this.info.descriptionText());
	}

	/**
	 * Goes on with a reference.
	 * @param refId the reference
	 * @return assertions on the reference
	 */
	public ReferenceAssert reference(String refId) {
		isNotNull();
		return new ReferenceAssert(this.actual, refId).as(this.info.descriptionText());
	}

}
