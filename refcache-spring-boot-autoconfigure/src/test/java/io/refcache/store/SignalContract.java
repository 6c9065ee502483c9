package io.refcache.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.refcache.TaskStatus;
import io.refcache.store.Scenario.Reference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Signals: what listeners are told.
 */
interface SignalContract extends StoreContract {

	@Test
	default void endIsTold() {
		Recorder recorder = subscribe();
		Reference complete = scenario().published(TaskStatus.COMPLETE);
		Reference failed = scenario().published(TaskStatus.FAILED);

		assertThat(recorder.take(2)).containsExactly("ended " + complete.id(), "ended " + failed.id());
	}

	@Test
	default void endOfAnUnpublishedRunIsTold() {
		Recorder recorder = subscribe();
		Reference failed = scenario().unpublished(TaskStatus.FAILED);

		assertThat(recorder.take(2)).containsExactlyInAnyOrder("ended " + failed.id(), "removed " + failed.id());
	}

	@Test
	default void cancellationIsToldWithTheRun() {
		Recorder recorder = subscribe();
		Reference reference = scenario().published(TaskStatus.CANCELLED);

		assertThat(recorder.take(2)).containsExactlyInAnyOrder("cancelled " + reference.id() + " " + reference.run(),
				"ended " + reference.id());
	}

	@Test
	default void removalIsTold() {
		Reference removed = scenario().published(TaskStatus.COMPLETE);
		Reference swept = scenario().published(TaskStatus.FAILED);
		Recorder recorder = subscribe();

		store().remove(removed.id());
		assertThat(recorder.take(1)).containsExactly("removed " + removed.id());
		advance(Scenario.KEEP);
		store().sweep(null, 10);
		assertThat(recorder.take(1)).containsExactly("removed " + swept.id());
	}

	@Test
	default void recordIsThereWhenItsEndIsTold() {
		List<TaskStatus> seen = new ArrayList<>();
		BlockingQueue<RefId> told = new LinkedBlockingQueue<>();
		store().subscribe(new SignalListener() {
			@Override
			public void ended(RefId id) {
				ReferenceRecord record = store().find(id, Part.FULL);
				seen.add((record != null) ? record.status() : null);
				told.add(id);
			}
		});

		scenario().published(TaskStatus.COMPLETE);

		assertThat(poll(told)).isNotNull();
		assertThat(seen).containsExactly(TaskStatus.COMPLETE);
	}

	@Test
	default void repeatedEndIsToldOnce() {
		Reference reference = scenario().published(TaskStatus.COMPLETE);
		Recorder recorder = subscribe();

		Event.SUCCEED.take(store(), reference);
		Event.CANCEL.take(store(), reference);
		store().remove(reference.id());

		assertThat(recorder.take(1)).containsExactly("removed " + reference.id());
	}

	@Test
	default void closedSubscriptionIsToldNothing() {
		Recorder closed = new Recorder();
		store().subscribe(closed).close();
		Recorder recorder = subscribe();

		scenario().published(TaskStatus.COMPLETE);

		recorder.take(1);
		assertThat(closed.signals).isEmpty();
	}

	@Test
	default void listenerThatThrowsBreaksNothing() {
		store().subscribe(new SignalListener() {
			@Override
			public void ended(RefId id) {
				throw new IllegalStateException("not my day");
			}
		});
		Recorder recorder = subscribe();

		Reference reference = scenario().published(TaskStatus.COMPLETE);

		assertThat(recorder.take(1)).containsExactly("ended " + reference.id());
		assertThat(store().lookup(reference.key(), Part.FULL)).isNotNull();
	}

	@ParameterizedTest
	@CsvSource({ "REMOVE, COMPLETE", "REMOVE, FAILED", "CLEAR, COMPLETE", "CLEAR, CANCELLED", "DELETE, PROCESSING",
			"DELETE, FAILED" })
	default void removalOfAPublishedReferenceIsToldOnce(Event event, TaskStatus status) {
		Reference reference = scenario().published(status);
		Recorder recorder = subscribe();

		event.take(store(), reference);
		event.take(store(), reference);
		advance(Scenario.TTL);
		store().sweep(null, 100);

		assertRemovedOnce(recorder, reference);
	}

	@ParameterizedTest
	@CsvSource({ "COMPLETE, PT1H", "FAILED, PT5M", "CANCELLED, PT5M", "FAILED, PT0S" })
	default void removalByASweepIsToldOnce(TaskStatus status, Duration time) {
		Reference reference = scenario().published(status);
		Recorder recorder = subscribe();
		advance(time);

		store().sweep(Duration.ZERO, 100);
		store().sweep(Duration.ZERO, 100);

		assertRemovedOnce(recorder, reference);
	}

	@Test
	default void removalOfAReferenceThatWasRetriedIsToldOnce() {
		Reference first = scenario().published(TaskStatus.FAILED);
		Recorder recorder = subscribe();
		Event.RETRY.take(store(), first);
		advance(Scenario.KEEP);
		store().sweep(null, 100);
		assertThat(recorder.signals).as("while it runs").isEmpty();

		Event.SUCCEED.take(store(), new Reference(first.id(), first.key(), first.nextRun()));
		advance(Scenario.TTL);
		store().sweep(null, 100);

		assertThat(recorder.take(1)).containsExactly("ended " + first.id());
		assertRemovedOnce(recorder, first);
	}

	@ParameterizedTest
	@EnumSource(names = { "SET", "DETACH", "UNLESS", "CLEAR", "REMOVE" })
	default void removalIsToldWithoutALock(Event event) {
		Reference reference = scenario().unpublished(TaskStatus.COMPLETE);
		BlockingQueue<RefId> told = new LinkedBlockingQueue<>();
		List<Thread> stuck = new CopyOnWriteArrayList<>();
		store().subscribe(new SignalListener() {
			@Override
			public void removed(RefId id) {
				Thread other = new Thread(
						() -> store().claim(reference.key(), Scenario.draft(scenario().none()), null));
				other.start();
				if (!hasEnded(other)) {
					stuck.add(other);
				}
				told.add(id);
			}
		});

		event.take(store(), reference);

		assertThat(poll(told)).isEqualTo(reference.id());
		assertThat(stuck).isEmpty();
	}

	private static void assertRemovedOnce(Recorder recorder, Reference reference) {
		String removed = "removed " + reference.id();
		String signal;
		do {
			signal = recorder.take(1).get(0);
			assertThat(signal).isNotNull();
		}
		while (!signal.equals(removed));
		assertThat(recorder.signals).doesNotContain(removed);
	}

	private static boolean hasEnded(Thread thread) {
		try {
			thread.join(Duration.ofSeconds(5).toMillis());
			return !thread.isAlive();
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	private Recorder subscribe() {
		Recorder recorder = new Recorder();
		store().subscribe(recorder);
		return recorder;
	}

	private static <T> T poll(BlockingQueue<T> queue) {
		try {
			return queue.poll(Duration.ofSeconds(10).toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	/**
	 * Writes down what it is told; a store may tell it on another thread.
	 */
	final class Recorder implements SignalListener {

		private final BlockingQueue<String> signals = new LinkedBlockingQueue<>();

		List<String> take(int count) {
			List<String> taken = new ArrayList<>();
			for (int i = 0; i < count; i++) {
				taken.add(poll(this.signals));
			}
			return taken;
		}

		@Override
		public void ended(RefId id) {
			this.signals.add("ended " + id);
		}

		@Override
		public void cancelled(RefId id, long run) {
			this.signals.add("cancelled " + id + " " + run);
		}

		@Override
		public void removed(RefId id) {
			this.signals.add("removed " + id);
		}

	}

}
