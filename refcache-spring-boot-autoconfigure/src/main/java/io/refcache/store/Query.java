package io.refcache.store;

import io.refcache.TaskStatus;
import org.jspecify.annotations.Nullable;

/**
 * Which records are listed: {@code null} means all.
 *
 * @param status the state
 * @param operation name of the operation
 * @param namespace the namespace
 * @since 0.1.0
 */
public record Query(@Nullable TaskStatus status, @Nullable String operation, @Nullable String namespace) {

	/**
	 * All records.
	 */
	public static final Query ALL = new Query(null, null, null);

	/**
	 * Whether a record is one of those.
	 * @param record the record
	 * @return whether it is
	 */
	public boolean matches(ReferenceRecord record) {
		return (this.status == null || this.status == record.status())
				&& (this.operation == null || this.operation.equals(record.operation().name()))
				&& (this.namespace == null || this.namespace.equals(record.namespace()));
	}

}
