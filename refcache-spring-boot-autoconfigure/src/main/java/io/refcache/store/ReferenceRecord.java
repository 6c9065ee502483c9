package io.refcache.store;

import java.util.List;

import io.refcache.RetryInfo;
import io.refcache.TaskError;
import io.refcache.TaskProgress;
import io.refcache.TaskStatus;
import org.jspecify.annotations.Nullable;

/**
 * The one truth about a reference at one moment. Immutable; two records are equal only if
 * they are the same. All times are milliseconds since the epoch by the store's clock.
 *
 * @since 0.1.0
 */
public final class ReferenceRecord {

	/**
	 * A time that never comes.
	 */
	public static final long NEVER = Long.MAX_VALUE;

	/**
	 * A time that has not come.
	 */
	public static final long UNSET = 0;

	private final RefId id;

	private final @Nullable CacheKey key;

	private final Operation operation;

	private final String namespace;

	private final TaskStatus status;

	private final long run;

	private final int attempt;

	private final String owner;

	private final boolean published;

	private final boolean detached;

	private final long createdAt;

	private final long startedAt;

	private final long endedAt;

	private final long notBefore;

	private final long leaseUntil;

	private final long freshUntil;

	private final long keptUntil;

	private final @Nullable Object value;

	private final @Nullable TaskError error;

	private final @Nullable TaskProgress progress;

	private final List<RetryInfo> retryHistory;

	private ReferenceRecord(Builder builder) {
		this.id = builder.id;
		this.key = builder.key;
		this.operation = builder.operation;
		this.namespace = builder.namespace;
		this.status = builder.status;
		this.run = builder.run;
		this.attempt = builder.attempt;
		this.owner = builder.owner;
		this.published = builder.published;
		this.detached = builder.detached;
		this.createdAt = builder.createdAt;
		this.startedAt = builder.startedAt;
		this.endedAt = builder.endedAt;
		this.notBefore = builder.notBefore;
		this.leaseUntil = builder.leaseUntil;
		this.freshUntil = builder.freshUntil;
		this.keptUntil = builder.keptUntil;
		this.value = builder.value;
		this.error = builder.error;
		this.progress = builder.progress;
		this.retryHistory = builder.retryHistory;
	}

	public RefId id() {
		return this.id;
	}

	/**
	 * The key that it was claimed for.
	 * @return the key; {@code null} for a record that never had one
	 */
	public @Nullable CacheKey key() {
		return this.key;
	}

	public Operation operation() {
		return this.operation;
	}

	public String namespace() {
		return this.namespace;
	}

	public TaskStatus status() {
		return this.status;
	}

	/**
	 * The token of the current or last run: only its holder may end it.
	 * @return a random number, compared for equality only
	 */
	public long run() {
		return this.run;
	}

	/**
	 * Number of the current or last attempt.
	 * @return the number, from 1
	 */
	public int attempt() {
		return this.attempt;
	}

	/**
	 * The node that runs it.
	 * @return the id of the node
	 */
	public String owner() {
		return this.owner;
	}

	/**
	 * Whether the id has left the engine, so that somebody may ask for it.
	 * @return whether it is published
	 */
	public boolean published() {
		return this.published;
	}

	/**
	 * Whether no key leads to it any more.
	 * @return whether it is detached
	 */
	public boolean detached() {
		return this.detached;
	}

	public long createdAt() {
		return this.createdAt;
	}

	/**
	 * When the body was started.
	 * @return the time; {@link #UNSET} if it has not been
	 */
	public long startedAt() {
		return this.startedAt;
	}

	/**
	 * When it ended.
	 * @return the time; {@link #UNSET} if it has not
	 */
	public long endedAt() {
		return this.endedAt;
	}

	/**
	 * When the next attempt may start.
	 * @return the time; {@link #UNSET} unless a retry waits
	 */
	public long notBefore() {
		return this.notBefore;
	}

	/**
	 * How long the owner is believed alive.
	 * @return the time; {@link #NEVER} for a claim without a lease
	 */
	public long leaseUntil() {
		return this.leaseUntil;
	}

	/**
	 * Until when the key hits.
	 * @return the time; {@link #NEVER} for no expiry
	 */
	public long freshUntil() {
		return this.freshUntil;
	}

	/**
	 * Until when the id resolves.
	 * @return the time; {@link #NEVER} while it has not ended, and for no expiry
	 */
	public long keptUntil() {
		return this.keptUntil;
	}

	public @Nullable Object value() {
		return this.value;
	}

	public @Nullable TaskError error() {
		return this.error;
	}

	public @Nullable TaskProgress progress() {
		return this.progress;
	}

	public List<RetryInfo> retryHistory() {
		return this.retryHistory;
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
	 * A builder that starts from this record.
	 * @return a new builder
	 */
	public Builder mutate() {
		return new Builder(this);
	}

	@Override
	public String toString() {
		return "%s %s%s%s of %s".formatted(this.id, this.status.text(), this.published ? " published" : "",
				this.detached ? " detached" : "", this.operation.name());
	}

	/**
	 * Makes records. For stores, and their tests.
	 */
	public static final class Builder {

		private final RefId id;

		private final @Nullable CacheKey key;

		private final Operation operation;

		private final String namespace;

		private TaskStatus status;

		private long run;

		private int attempt = 1;

		private String owner;

		private boolean published;

		private boolean detached;

		private long createdAt;

		private long startedAt;

		private long endedAt;

		private long notBefore;

		private long leaseUntil = NEVER;

		private long freshUntil = NEVER;

		private long keptUntil = NEVER;

		private @Nullable Object value;

		private @Nullable TaskError error;

		private @Nullable TaskProgress progress;

		private List<RetryInfo> retryHistory = List.of();

		/**
		 * A builder for the record of a claim.
		 * @param key the key; {@code null} for none
		 * @param draft what is claimed
		 */
		public Builder(@Nullable CacheKey key, Draft draft) {
			this.id = draft.id();
			this.key = key;
			this.operation = draft.operation();
			this.namespace = draft.namespace();
			this.status = draft.status();
			this.run = draft.run();
			this.owner = draft.owner();
			this.published = draft.published();
			this.value = draft.value();
		}

		private Builder(ReferenceRecord record) {
			this.id = record.id;
			this.key = record.key;
			this.operation = record.operation;
			this.namespace = record.namespace;
			this.status = record.status;
			this.run = record.run;
			this.attempt = record.attempt;
			this.owner = record.owner;
			this.published = record.published;
			this.detached = record.detached;
			this.createdAt = record.createdAt;
			this.startedAt = record.startedAt;
			this.endedAt = record.endedAt;
			this.notBefore = record.notBefore;
			this.leaseUntil = record.leaseUntil;
			this.freshUntil = record.freshUntil;
			this.keptUntil = record.keptUntil;
			this.value = record.value;
			this.error = record.error;
			this.progress = record.progress;
			this.retryHistory = record.retryHistory;
		}

		public Builder status(TaskStatus status) {
			this.status = status;
			return this;
		}

		public Builder run(long run) {
			this.run = run;
			return this;
		}

		public Builder attempt(int attempt) {
			this.attempt = attempt;
			return this;
		}

		public Builder owner(String owner) {
			this.owner = owner;
			return this;
		}

		public Builder published(boolean published) {
			this.published = published;
			return this;
		}

		public Builder detached(boolean detached) {
			this.detached = detached;
			return this;
		}

		public Builder createdAt(long createdAt) {
			this.createdAt = createdAt;
			return this;
		}

		public Builder startedAt(long startedAt) {
			this.startedAt = startedAt;
			return this;
		}

		public Builder endedAt(long endedAt) {
			this.endedAt = endedAt;
			return this;
		}

		public Builder notBefore(long notBefore) {
			this.notBefore = notBefore;
			return this;
		}

		public Builder leaseUntil(long leaseUntil) {
			this.leaseUntil = leaseUntil;
			return this;
		}

		public Builder freshUntil(long freshUntil) {
			this.freshUntil = freshUntil;
			return this;
		}

		public Builder keptUntil(long keptUntil) {
			this.keptUntil = keptUntil;
			return this;
		}

		public Builder value(@Nullable Object value) {
			this.value = value;
			return this;
		}

		public Builder error(@Nullable TaskError error) {
			this.error = error;
			return this;
		}

		public Builder progress(@Nullable TaskProgress progress) {
			this.progress = progress;
			return this;
		}

		public Builder retryHistory(List<RetryInfo> retryHistory) {
			this.retryHistory = List.copyOf(retryHistory);
			return this;
		}

		public ReferenceRecord build() {
			return new ReferenceRecord(this);
		}

	}

}
