package io.refcache.store;

import io.refcache.TaskStatus;
import org.jspecify.annotations.Nullable;

/**
 * Which records are listed: {@code null} means all.
 *
 * @param status the state
 * @param operation name of the operation
 * @param namespace the namespace
 * @param createdBefore the time that they were claimed before, in milliseconds since the
 * epoch; {@link ReferenceRecord#NEVER} for whenever
 * @param tasks whether only those are meant that have not ended or were published: what
 * else has ended is a value that nobody has a reference to
 * @since 0.1.0
 */
public record Query(@Nullable TaskStatus status, @Nullable String operation, @Nullable String namespace,
		long createdBefore, boolean tasks) {

	/**
	 * All records.
	 */
	public static final Query ALL = new Query(null, null, null);

	public Query(@Nullable TaskStatus status, @Nullable String operation, @Nullable String namespace) {
		this(status, operation, namespace, ReferenceRecord.NEVER, false);
	}

	/**
	 * Whether a record is one of those.
	 * @param record the record
	 * @return whether it is
	 */
	public boolean matches(ReferenceRecord record) {
		return (this.status == null || this.status == record.status())
				&& (this.operation == null || this.operation.equals(record.operation().name()))
				&& (this.namespace == null || this.namespace.equals(record.namespace()))
				&& record.createdAt() < this.createdBefore
				&& (!this.tasks || record.published() || !record.status().isEnded());
	}

}
