package io.refcache.store;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import io.refcache.TaskError;
import io.refcache.TaskStatus;
import io.refcache.access.Protection;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Brings references of a store into the states that tests start from.
 */
final class Scenario {

	static final Duration LEASE = Duration.ofSeconds(30);

	static final Duration TTL = Duration.ofMinutes(60);

	static final Duration KEEP = Duration.ofMinutes(5);

	static final String NAMESPACE = "public";

	static final Protection PROTECTION = Protection.of(NAMESPACE);

	static final Operation OPERATION = new Operation("reports", "java.lang.String", true);

	private static final AtomicLong NUMBERS = new AtomicLong();

	private final ReferenceStore store;

	Scenario(ReferenceStore store) {
		this.store = store;
	}

	/**
	 * A reference that does not exist yet.
	 */
	Reference none() {
		long number = NUMBERS.incrementAndGet();
		return new Reference(new RefId("test", 7, number), key("key " + number), 1000 + number);
	}

	/**
	 * A published reference with a key and a lease, in a state.
	 */
	Reference published(TaskStatus status) {
		Reference reference = claimed(none());
		apply(reference, Guard.unended(), Change.publishing());
		return bring(reference, status);
	}

	/**
	 * A reference with a key and a lease that was never published, in a state in which
	 * such a one exists.
	 */
	Reference unpublished(TaskStatus status) {
		return bring(claimed(none()), status);
	}

	Reference claimed(Reference reference) {
		assertThat(this.store.claim(reference.key(), draft(reference), null)).isInstanceOf(Claim.Granted.class);
		return reference;
	}

	/**
	 * Brings a reference that is pending into a state.
	 */
	Reference bring(Reference reference, TaskStatus status) {
		switch (status) {
			case PENDING -> {
			}
			case PROCESSING -> apply(reference, Guard.running(reference.run()), Change.start());
			case COMPLETE -> apply(reference, Guard.running(reference.run()), succeed("value"));
			case FAILED -> apply(reference, Guard.running(reference.run()), fail());
			case CANCELLED -> apply(reference, Guard.unended(), Change.cancel(KEEP));
		}
		return reference;
	}

	ReferenceRecord apply(Reference reference, Guard guard, Change change) {
		StepResult result = this.store.update(reference.id(), guard, change);
		assertThat(result).isInstanceOf(StepResult.Applied.class);
		return ((StepResult.Applied) result).after();
	}

	static Draft draft(Reference reference) {
		return draft(reference, TaskStatus.PENDING);
	}

	static Draft draft(Reference reference, TaskStatus status) {
		return Draft.run(reference.id(), OPERATION, PROTECTION, status, reference.run(), "node", LEASE);
	}

	static Draft value(Reference reference, Object value) {
		return Draft.value(reference.id(), OPERATION, PROTECTION, reference.run(), "node", value, TTL, KEEP);
	}

	static Change succeed(Object value) {
		return Change.succeed(value, TTL, KEEP, false, false);
	}

	static Change fail() {
		return Change.fail(error(), KEEP);
	}

	static TaskError error() {
		return new TaskError("java.io.IOException", "broken", "e1");
	}

	static CacheKey key(String name) {
		return new CacheKey("reports", NAMESPACE, new Object[] { name });
	}

	/**
	 * What a test knows of a reference.
	 *
	 * @param id the id
	 * @param key the key that it was claimed for
	 * @param run the token of its first run
	 */
	record Reference(RefId id, CacheKey key, long run) {

		long nextRun() {
			return this.run + 1_000_000;
		}

		long foreignRun() {
			return this.run + 2_000_000;
		}

	}

}
