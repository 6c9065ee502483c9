package io.refcache.store;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import io.refcache.RetryInfo;
import io.refcache.TaskError;
import io.refcache.TaskProgress;
import io.refcache.TaskStatus;
import io.refcache.access.Protection;
import org.jspecify.annotations.Nullable;

/**
 * The one truth about a reference at one moment. Two records are equal only if they are
 * the same. All times are milliseconds since the epoch by the store's clock.
 *
 * @param id the reference
 * @param key the key that it was claimed for; {@code null} for a record that never had
 * one
 * @param operation what is computed
 * @param protection what guards it
 * @param status the state
 * @param run the token of the current or last run: a random number, compared for equality
 * only; nobody else may end it
 * @param attempt number of the current or last attempt, from 1
 * @param owner id of the node that runs it
 * @param published whether the id has left the engine, so that somebody may ask for it
 * @param detached whether no key leads to it any more
 * @param createdAt when it was claimed
 * @param startedAt when the body was started; {@link #UNSET} if it has not been
 * @param endedAt when it ended; {@link #UNSET} if it has not
 * @param notBefore when the next attempt may start; {@link #UNSET} unless a retry waits
 * @param leaseUntil how long the owner is believed alive; {@link #NEVER} for a claim
 * without a lease
 * @param freshUntil until when the key hits; {@link #NEVER} for no expiry
 * @param keptUntil until when the id resolves; {@link #NEVER} while it has not ended, and
 * for no expiry
 * @param value the value if complete, which may be {@code null}
 * @param error what went wrong; {@code null} unless failed
 * @param progress the last report; {@code null} if there was none
 * @param retryHistory the failed attempts before the current one, oldest first: the
 * newest {@value #MAX_RETRY_HISTORY} of them
 * @param memo what the engine has worked out from the value, such as its size: for as
 * long as the value is in memory, and not to be stored
 * @param dependencies the references that it was given
 * @since 0.1.0
 */
public record ReferenceRecord(RefId id, @Nullable CacheKey key, Operation operation, Protection protection,
		TaskStatus status, long run, int attempt, String owner, boolean published, boolean detached, long createdAt,
		long startedAt, long endedAt, long notBefore, long leaseUntil, long freshUntil, long keptUntil,
		@Nullable Object value, @Nullable TaskError error, @Nullable TaskProgress progress,
		List<RetryInfo> retryHistory, AtomicReference<@Nullable Object> memo, Dependencies dependencies) {

	/**
	 * A time that never comes.
	 */
	public static final long NEVER = Long.MAX_VALUE;

	/**
	 * A time that has not come.
	 */
	public static final long UNSET = 0;

	/**
	 * How many failed attempts are remembered.
	 */
	public static final int MAX_RETRY_HISTORY = 20;

	/**
	 * The namespace that it is in.
	 * @return the namespace
	 */
	public String namespace() {
		return this.protection.namespace();
	}

	/**
	 * Whether the key that it was claimed for still leads to it.
	 * @param now the time by the store's clock
	 * @return whether it is not detached, and has not ended or is fresh
	 */
	public boolean holdsKey(long now) {
		return !this.detached && (!this.status.isEnded() || isFresh(now));
	}

	/**
	 * Whether a call for its key is answered by it.
	 * @param now the time by the store's clock
	 * @return whether it is complete, not detached and its time has not run out
	 */
	public boolean isFresh(long now) {
		return this.status == TaskStatus.COMPLETE && !this.detached && now < this.freshUntil;
	}

	/**
	 * Whether nothing can lead to it any more: such a record is removed in the step that
	 * makes it so.
	 * @return whether it has ended, is detached and was never published
	 */
	public boolean isUnreachable() {
		return this.status.isEnded() && this.detached && !this.published;
	}

	/**
	 * The same record with other progress.
	 * @param progress the progress; {@code null} for none
	 * @return a record that differs in nothing else
	 */
	public ReferenceRecord withProgress(@Nullable TaskProgress progress) {
		return new ReferenceRecord(this.id, this.key, this.operation, this.protection, this.status, this.run,
				this.attempt, this.owner, this.published, this.detached, this.createdAt, this.startedAt, this.endedAt,
				this.notBefore, this.leaseUntil, this.freshUntil, this.keptUntil, this.value, this.error, progress,
				this.retryHistory, this.memo, this.dependencies);
	}

	/**
	 * A builder that starts from this record.
	 * @return a new builder
	 */
	public ReferenceRecordBuilder mutate() {
		return new ReferenceRecordBuilder(this);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other;
	}

	@Override
	public int hashCode() {
		return System.identityHashCode(this);
	}

	@Override
	public String toString() {
		return "%s %s%s%s of %s".formatted(this.id, this.status.text(), this.published ? " published" : "",
				this.detached ? " detached" : "", this.operation.name());
	}

}
