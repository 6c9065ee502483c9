package io.refcache.store;

import java.time.Duration;

import io.refcache.TaskStatus;
import io.refcache.access.Protection;
import org.jspecify.annotations.Nullable;

/**
 * What a claim asks for.
 *
 * @param id a new id
 * @param operation what is computed
 * @param protection what guards it
 * @param status {@code PENDING}, {@code PROCESSING}, or {@code COMPLETE} for a value that
 * is there already
 * @param run a new random token
 * @param owner the node that will run it
 * @param lease how long the owner is believed alive; {@code null} for ever
 * @param published whether the id leaves the engine whatever comes
 * @param force whether the key is taken from whoever holds it
 * @param value the value if complete
 * @param fresh how long the key hits if complete; {@code null} for ever
 * @param keep how long the id resolves at least, if complete and published
 * @param dependencies the references that it was given
 * @since 0.1.0
 */
public record Draft(RefId id, Operation operation, Protection protection, TaskStatus status, long run, String owner,
		@Nullable Duration lease, boolean published, boolean force, @Nullable Object value, @Nullable Duration fresh,
		Duration keep, Dependencies dependencies) {

	public Draft {
		if (status == TaskStatus.FAILED || status == TaskStatus.CANCELLED) {
			throw new IllegalArgumentException("'status' (%s) must not be that of a failed end".formatted(status));
		}
	}

	/**
	 * A claim for a run.
	 * @param id a new id
	 * @param operation what is computed
	 * @param protection what guards it
	 * @param status {@code PENDING} or {@code PROCESSING}
	 * @param run a new random token
	 * @param owner the node that will run it
	 * @param lease how long the owner is believed alive; {@code null} for ever
	 * @return the draft
	 */
	public static Draft run(RefId id, Operation operation, Protection protection, TaskStatus status, long run,
			String owner, @Nullable Duration lease) {
		return new Draft(id, operation, protection, status, run, owner, lease, false, false, null, null, Duration.ZERO,
				Dependencies.NONE);
	}

	/**
	 * The same claim for a call that was given references.
	 * @param dependencies the references
	 * @return a draft that differs in nothing else
	 */
	public Draft withDependencies(Dependencies dependencies) {
		if (dependencies == this.dependencies) {
			return this;
		}
		return new Draft(this.id, this.operation, this.protection, this.status, this.run, this.owner, this.lease,
				this.published, this.force, this.value, this.fresh, this.keep, dependencies);
	}

	/**
	 * A claim for a value that is there already: always granted.
	 * @param id a new id
	 * @param operation what it is
	 * @param protection what guards it
	 * @param run a new random token
	 * @param owner the node that puts it
	 * @param value the value
	 * @param fresh how long the key hits; {@code null} for ever
	 * @param keep how long the id resolves at least
	 * @return the draft
	 */
	public static Draft value(RefId id, Operation operation, Protection protection, long run, String owner,
			@Nullable Object value, @Nullable Duration fresh, Duration keep) {
		return new Draft(id, operation, protection, TaskStatus.COMPLETE, run, owner, null, true, true, value, fresh,
				keep, Dependencies.NONE);
	}

}
