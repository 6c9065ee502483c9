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
 * Makes records. For stores, and their tests.
 *
 * @since 0.1.0
 */
public final class ReferenceRecordBuilder {

	private final RefId id;

	private final @Nullable CacheKey key;

	private final Operation operation;

	private final Protection protection;

	private Dependencies dependencies;

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

	private long leaseUntil = ReferenceRecord.NEVER;

	private long freshUntil = ReferenceRecord.NEVER;

	private long keptUntil = ReferenceRecord.NEVER;

	private @Nullable Object value;

	private @Nullable TaskError error;

	private @Nullable TaskProgress progress;

	private List<RetryInfo> retryHistory = List.of();

	private AtomicReference<@Nullable Object> memo;

	/**
	 * A builder for the record of a claim.
	 * @param key the key; {@code null} for none
	 * @param draft what is claimed
	 */
	public ReferenceRecordBuilder(@Nullable CacheKey key, Draft draft) {
		this.id = draft.id();
		this.key = key;
		this.operation = draft.operation();
		this.protection = draft.protection();
		this.dependencies = draft.dependencies();
		this.status = draft.status();
		this.run = draft.run();
		this.owner = draft.owner();
		this.published = draft.published();
		this.value = draft.value();
		this.memo = new AtomicReference<>();
	}

	ReferenceRecordBuilder(ReferenceRecord record) {
		this.id = record.id();
		this.key = record.key();
		this.operation = record.operation();
		this.protection = record.protection();
		this.dependencies = record.dependencies();
		this.status = record.status();
		this.run = record.run();
		this.attempt = record.attempt();
		this.owner = record.owner();
		this.published = record.published();
		this.detached = record.detached();
		this.createdAt = record.createdAt();
		this.startedAt = record.startedAt();
		this.endedAt = record.endedAt();
		this.notBefore = record.notBefore();
		this.leaseUntil = record.leaseUntil();
		this.freshUntil = record.freshUntil();
		this.keptUntil = record.keptUntil();
		this.value = record.value();
		this.error = record.error();
		this.progress = record.progress();
		this.retryHistory = record.retryHistory();
		this.memo = record.memo();
	}

	public ReferenceRecordBuilder status(TaskStatus status) {
		this.status = status;
		return this;
	}

	public ReferenceRecordBuilder run(long run) {
		this.run = run;
		return this;
	}

	public ReferenceRecordBuilder attempt(int attempt) {
		this.attempt = attempt;
		return this;
	}

	public ReferenceRecordBuilder owner(String owner) {
		this.owner = owner;
		return this;
	}

	public ReferenceRecordBuilder published(boolean published) {
		this.published = published;
		return this;
	}

	public ReferenceRecordBuilder detached(boolean detached) {
		this.detached = detached;
		return this;
	}

	public ReferenceRecordBuilder createdAt(long createdAt) {
		this.createdAt = createdAt;
		return this;
	}

	public ReferenceRecordBuilder startedAt(long startedAt) {
		this.startedAt = startedAt;
		return this;
	}

	public ReferenceRecordBuilder endedAt(long endedAt) {
		this.endedAt = endedAt;
		return this;
	}

	public ReferenceRecordBuilder notBefore(long notBefore) {
		this.notBefore = notBefore;
		return this;
	}

	public ReferenceRecordBuilder leaseUntil(long leaseUntil) {
		this.leaseUntil = leaseUntil;
		return this;
	}

	public ReferenceRecordBuilder freshUntil(long freshUntil) {
		this.freshUntil = freshUntil;
		return this;
	}

	public ReferenceRecordBuilder keptUntil(long keptUntil) {
		this.keptUntil = keptUntil;
		return this;
	}

	public ReferenceRecordBuilder dependencies(Dependencies dependencies) {
		this.dependencies = dependencies;
		return this;
	}

	public ReferenceRecordBuilder value(@Nullable Object value) {
		this.value = value;
		this.memo = new AtomicReference<>();
		return this;
	}

	public ReferenceRecordBuilder error(@Nullable TaskError error) {
		this.error = error;
		return this;
	}

	public ReferenceRecordBuilder progress(@Nullable TaskProgress progress) {
		this.progress = progress;
		return this;
	}

	public ReferenceRecordBuilder retryHistory(List<RetryInfo> retryHistory) {
		int forgotten = Math.max(0, retryHistory.size() - ReferenceRecord.MAX_RETRY_HISTORY);
		this.retryHistory = List.copyOf(retryHistory.subList(forgotten, retryHistory.size()));
		return this;
	}

	public ReferenceRecord build() {
		return new ReferenceRecord(this.id, this.key, this.operation, this.protection, this.status, this.run,
				this.attempt, this.owner, this.published, this.detached, this.createdAt, this.startedAt, this.endedAt,
				this.notBefore, this.leaseUntil, this.freshUntil, this.keptUntil, this.value, this.error, this.progress,
				this.retryHistory, this.memo, this.dependencies);
	}

}
