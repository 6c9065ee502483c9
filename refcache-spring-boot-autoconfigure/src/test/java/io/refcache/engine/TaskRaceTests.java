package io.refcache.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.refcache.CacheResponse;
import io.refcache.RefCacheException;
import io.refcache.RefNotFoundException;
import io.refcache.RefResponse;
import io.refcache.RetryOptions;
import io.refcache.RetryRefusedException;
import io.refcache.TaskCancelledException;
import io.refcache.TaskContext;
import io.refcache.TaskStatus;
import io.refcache.store.Part;
import io.refcache.store.RefId;
import io.refcache.store.ReferenceRecord;
import io.refcache.task.TaskEvent;
import io.refcache.task.TaskListener;
import io.refcache.testing.EngineFixture;
import io.refcache.testing.Interleavings;
import io.refcache.testing.Interleavings.Scenario;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.core.task.TaskRejectedException;

import static io.refcache.testing.EngineFixture.retrying;
import static io.refcache.testing.EngineFixture.spec;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever meets whatever, in each order of their steps on the engine and the store of
 * production: one of them wins, an end is final, bodies of a key don't overlap, nothing
 * is left over, and each caller who waits is released once.
 */
class TaskRaceTests {

	private static final int LIMIT = 20_000;

	@ParameterizedTest(name = "{0} || {1}")
	@MethodSource
	void pairs(Act one, Act other) {
		assertThat(Interleavings.explore((orders) -> new Race(orders, List.of(one, other)), LIMIT)).isLessThan(LIMIT);
	}

	static Stream<Arguments> pairs() {
		List<Arguments> pairs = new ArrayList<>();
		for (Act one : Act.values()) {
			for (Act other : Act.values()) {
				if (one.compareTo(other) <= 0 && !(one.runs && other.runs)) {
					pairs.add(Arguments.of(one, other));
				}
			}
		}
		return pairs.stream();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void threes(List<Act> acts) {
		Interleavings.explore((orders) -> new Race(orders, acts), 500);
	}

	static Stream<List<Act>> threes() {
		return Stream.of(List.of(Act.SUCCEED, Act.CANCEL, Act.JOIN), List.of(Act.FAIL, Act.RETRY, Act.JOIN),
				List.of(Act.FAIL_ONCE, Act.CANCEL, Act.JOIN), List.of(Act.FAIL, Act.RETRY, Act.CANCEL),
				List.of(Act.SUCCEED, Act.SHUTDOWN, Act.DELETE), List.of(Act.FAIL, Act.DELETE, Act.RETRY),
				List.of(Act.FAIL, Act.CLEANUP, Act.RETRY), List.of(Act.SUCCEED, Act.CLEAR, Act.JOIN));
	}

	/**
	 * What an actor does.
	 */
	enum Act {

		/** The body returns. */
		SUCCEED(true),

		/** The body throws. */
		FAIL(true),

		/** The body throws, and its retry returns. */
		FAIL_ONCE(true),

		/** The body runs out of time. */
		TIME_OUT(true),

		CANCEL, RETRY, CLEANUP, DELETE, CLEAR, SHUTDOWN, POLL, LIST, JOIN, PUBLISH;

		private final boolean runs;

		Act() {
			this(false);
		}

		Act(boolean runs) {
			this.runs = runs;
		}

	}

	/**
	 * A task that is queued, and those who want something of it.
	 */
	private static final class Race implements Scenario, TaskListener {

		private final EngineFixture fixture;

		private final List<Act> acts;

		private final String refId;

		private final AtomicInteger bodies = new AtomicInteger();

		private final AtomicInteger wins = new AtomicInteger();

		private final List<TaskStatus> ends = new CopyOnWriteArrayList<>();

		private final List<String> overlaps = new CopyOnWriteArrayList<>();

		private Race(Interleavings orders, List<Act> acts) {
			this.acts = acts;
			this.fixture = EngineFixture.in(orders, this);
			CallSpec spec = acts.contains(Act.FAIL_ONCE)
					? retrying(Duration.ZERO, "manual", RetryOptions.DEFAULTS.withDelay(Duration.ZERO))
					: EngineFixture.limited(Duration.ZERO, "manual", Duration.ofSeconds(5));
			this.refId = this.fixture.call(spec, "key", this::body).refId();
			if (acts.contains(Act.RETRY) && acts.stream().noneMatch((act) -> act.runs)) {
				// There has to be a failed task.
				this.fixture.manual().runAll();
			}
			for (int i = 0; i < acts.size(); i++) {
				Act act = acts.get(i);
				orders.actor(act + " " + i, () -> perform(act));
			}
		}

		private Object body(TaskContext context) {
			if (this.bodies.incrementAndGet() > 1) {
				this.overlaps.add("attempt " + context.attempt());
			}
			try {
				if (this.acts.contains(Act.TIME_OUT) && context.attempt() == 1) {
					this.fixture.time().advance(Duration.ofSeconds(5));
				}
				if (this.acts.contains(Act.SUCCEED) || context.attempt() > 1) {
					return "value";
				}
				throw new IllegalStateException("broken");
			}
			finally {
				this.bodies.decrementAndGet();
			}
		}

		private void perform(Act act) {
			switch (act) {
				case SUCCEED, FAIL, TIME_OUT -> runQueued();
				case FAIL_ONCE -> {
					runQueued();
					this.fixture.time().advance(Duration.ZERO);
					runQueued();
				}
				case CANCEL -> count(this.fixture.tasks().cancel(this.refId));
				case RETRY -> retry();
				case CLEANUP -> this.fixture.tasks().cleanup(Duration.ZERO);
				case DELETE -> this.fixture.refCache().delete(this.refId);
				case CLEAR -> this.fixture.refCache().clear("public");
				case SHUTDOWN -> this.fixture.engine().stop(Duration.ZERO);
				case POLL -> poll();
				case LIST -> this.fixture.tasks().list(null, 10);
				case JOIN -> join();
				case PUBLISH -> publish();
			}
		}

		/** Another actor may have taken it out of the queue. */
		private void runQueued() {
			Runnable queued = this.fixture.manual().poll();
			if (queued != null) {
				queued.run();
			}
		}

		private void count(boolean won) {
			if (won) {
				this.wins.incrementAndGet();
			}
		}

		private void retry() {
			try {
				assertThat(this.fixture.refCache().retryTask(this.refId).refId()).isEqualTo(this.refId);
			}
			catch (RetryRefusedException | RefNotFoundException | TaskRejectedException ex) {
				// It came too early or too late.
			}
		}

		private void poll() {
			try {
				this.fixture.refCache().get(this.refId);
			}
			catch (RefNotFoundException ex) {
				// It was removed.
			}
		}

		private void join() {
			RefResponse<?> response;
			try {
				response = this.fixture.call(spec(null, "none"), "key", (context) -> "joiner's own");
				assertThat(((CacheResponse.Complete<?>) response).value()).isIn("value", "joiner's own");
			}
			catch (RefCacheException | IllegalStateException ex) {
				// What came of the run that it joined.
				assertThat(ex).satisfiesAnyOf((failure) -> assertThat(failure).isInstanceOf(RefCacheException.class),
						(failure) -> assertThat(failure).hasMessage("broken"));
			}
		}

		private void publish() {
			try {
				this.fixture.call(spec(Duration.ZERO, "manual"), "key", (context) -> "publisher's own");
			}
			catch (TaskCancelledException | IllegalStateException ex) {
				// What came of the run that it joined.
			}
			catch (RefCacheException | TaskRejectedException ex) {
				assertThat(this.acts).containsAnyOf(Act.SHUTDOWN, Act.TIME_OUT);
			}
		}

		@Override
		public void completed(TaskEvent event) {
			ended(event);
		}

		@Override
		public void failed(TaskEvent event) {
			ended(event);
		}

		@Override
		public void cancelled(TaskEvent event) {
			ended(event);
		}

		private void ended(TaskEvent event) {
			if (event.task().refId().equals(this.refId)) {
				this.ends.add(event.task().status());
			}
		}

		@Override
		public void idle() {
			this.fixture.time().advance(Duration.ZERO);
			this.fixture.manual().runAll();
		}

		@Override
		public void check() {
			idle();
			assertThat(this.overlaps).as("bodies that overlap").isEmpty();
			assertThat(this.wins.get()).as("cancellations").isLessThanOrEqualTo(1);
			long cancelled = this.ends.stream().filter((end) -> end == TaskStatus.CANCELLED).count();
			assertThat(cancelled).as("cancelled ends").isLessThanOrEqualTo(1);
			for (TaskStatus end : this.ends.subList(0, Math.max(0, this.ends.size() - 1))) {
				assertThat(end).as("an end that was not final, of %s", this.ends).isEqualTo(TaskStatus.FAILED);
			}
			if (this.wins.get() == 1) {
				assertThat(this.ends).last().isEqualTo(TaskStatus.CANCELLED);
			}
			ReferenceRecord record = this.fixture.store().find(RefId.parse("test", this.refId), Part.HEAD);
			if (record != null) {
				assertThat(record.status().isEnded()).as("%s", record).isTrue();
				assertThat(this.ends).last().isEqualTo(record.status());
			}
			assertNothingIsLeft(record);
		}

		private void assertNothingIsLeft(ReferenceRecord record) {
			assertThat(this.fixture.engine().flights()).as("flights").isZero();
			assertThat(this.fixture.tasks().active()).as("runs").isZero();
			assertThat(this.fixture.tasks().stopping()).as("bodies").isZero();
			assertThat(this.fixture.manual().size()).as("queue").isZero();
			boolean retryable = record != null && record.status() == TaskStatus.FAILED;
			assertThat(((DefaultTaskRegistry) this.fixture.tasks()).replays().size()).as("calls kept for a retry")
				.isEqualTo(retryable ? 1 : 0);
			assertThat(this.fixture.timeouts()).as("timeouts").isZero();
		}

		@Override
		public void close() {
			this.fixture.close();
		}

	}

}
