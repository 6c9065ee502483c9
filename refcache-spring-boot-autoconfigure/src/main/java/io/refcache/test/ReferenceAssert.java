package io.refcache.test;

import java.util.Objects;
import java.util.Optional;

import io.refcache.RefCache;
import io.refcache.TaskInfo;
import io.refcache.TaskStatus;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on a reference.
 *
 * @since 0.1.0
 */
public final class ReferenceAssert extends AbstractAssert<ReferenceAssert, String> {

	private final RefCache refCache;

	ReferenceAssert(RefCache refCache, String refId) {
		super(refId, ReferenceAssert.class);
		this.refCache = refCache;
	}

	/**
	 * Verifies that it is there, in whatever state.
	 * @return this
	 */
	public ReferenceAssert exists() {
		if (task().isEmpty()) {
			throw failure("Expected reference '%s' to exist, but it does not", this.actual);
		}
		return this;
	}

	/**
	 * Verifies that it is not there: unknown, removed, or expired.
	 * @return this
	 */
	public ReferenceAssert doesNotExist() {
		task().ifPresent((task) -> {
			throw failure("Expected reference '%s' not to exist, but it %s", this.actual, TaskAssert.describe(task));
		});
		return this;
	}

	/**
	 * Verifies that it is complete, with a value that equals the given one.
	 * @param expected the value
	 * @return this
	 */
	public ReferenceAssert hasValue(@Nullable Object expected) {
		TaskInfo task = task().orElse(null);
		if (task == null || task.status() != TaskStatus.COMPLETE) {
			throw failure("Expected reference '%s' to have the value %s, but it %s", this.actual, text(expected),
					(task != null) ? TaskAssert.describe(task) : "does not exist");
		}
		Object value = this.refCache.resolve(this.actual, Object.class);
		if (!Objects.deepEquals(value, expected)) {
			throw failureWithActualExpected(value, expected,
					"Expected reference '%s' to have the value %s, but it has %s", this.actual, text(expected),
					text(value));
		}
		return this;
	}

	private String text(@Nullable Object value) {
		return this.info.representation().toStringOf(value);
	}

	private Optional<TaskInfo> task() {
		return this.refCache.taskStatus(this.actual);
	}

}
