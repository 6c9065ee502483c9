package io.refcache.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.refcache.CacheResponse;
import io.refcache.Ref;
import io.refcache.RefCacheException;
import io.refcache.RefNotFoundException;
import io.refcache.RefResponse;
import io.refcache.RetryRefusedException;
import io.refcache.TaskStatus;
import io.refcache.store.Part;
import io.refcache.store.RefId;
import io.refcache.store.ReferenceRecord;
import io.refcache.task.TaskEvent;
import io.refcache.task.TaskListener;
import io.refcache.testing.EngineFixture;
import io.refcache.testing.Interleavings.Scenario;
import io.refcache.testing.Interleavings;
import io.refcache.testing.TestInputs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.core.task.TaskRejectedException;

import static io.refcache.testing.EngineFixture.spec;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The end of an input against whatever may happen to the task that waits for it, in each
 * order of their steps: the task ends once, and nothing is left over.
 */
class WaitingForInputRaceTests {

	private static final int LIMIT = 1_000;

	@ParameterizedTest(name = "{0} || {1}")
	@MethodSource
	void pairs(Act one, Act other) {
		Interleavings.explore((orders) -> new Race(orders, List.of(one, other)), LIMIT);
	}

	static Stream<Arguments> pairs() {
		List<Arguments> pairs = new ArrayList<>();
		for (Act one : List.of(Act.END_INPUT, Act.FAIL_INPUT)) {
			for (Act other : Act.values()) {
				if (other != Act.END_INPUT && other != Act.FAIL_INPUT) {
					pairs.add(Arguments.of(one, other));
				}
			}
		}
		pairs.add(Arguments.of(Act.CANCEL, Act.CANCEL_INPUT));
		pairs.add(Arguments.of(Act.CANCEL, Act.EXPIRE));
		pairs.add(Arguments.of(Act.CANCEL, Act.JOIN));
		return pairs.stream();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void threes(List<Act> acts) {
		Interleavings.explore((orders) -> new Race(orders, acts), 300);
	}

	static Stream<List<Act>> threes() {
		return Stream.of(List.of(Act.END_INPUT, Act.CANCEL, Act.JOIN),
				List.of(Act.END_INPUT, Act.DELETE_INPUT, Act.JOIN), List.of(Act.END_INPUT, Act.RUN, Act.CANCEL),
				List.of(Act.FAIL_INPUT, Act.RETRY, Act.CANCEL));
	}

	enum Act {

		/** The body of the input returns. */
		END_INPUT,

		/** The body of the input throws. */
		FAIL_INPUT,

		/** Whatever is queued runs. */
		RUN,

		/** The wait has lasted for too long. */
		EXPIRE,

		CANCEL, CANCEL_INPUT, DELETE, DELETE_INPUT, RETRY, SHUTDOWN, JOIN

	}

	private static final class Race implements Scenario, TaskListener {

		private final EngineFixture fixture;

		private final boolean fails;

		private final String input;

		private final String waiting;

		private final AtomicInteger bodies = new AtomicInteger();

		private final AtomicInteger overlaps = new AtomicInteger();

		private final List<TaskStatus> ends = new CopyOnWriteArrayList<>();

		private Race(Interleavings orders, List<Act> acts) {
			this.fails = acts.contains(Act.FAIL_INPUT);
			this.fixture = EngineFixture.in(orders, this);
			this.input = this.fixture.call(spec(Duration.ZERO, "manual"), "input", (context) -> {
				if (this.fails) {
					throw new IllegalStateException("broken");
				}
				return "value";
			}).refId();
			this.waiting = call().refId();
			for (int i = 0; i < acts.size(); i++) {
				Act act = acts.get(i);
				orders.actor(act + " " + i, () -> perform(act));
			}
		}

		private RefResponse<?> call() {
			CallSpec spec = spec(Duration.ZERO, "manual");
			try {
				return this.fixture.engine()
					.call(spec, this.fixture.engine().caller(spec), TestInputs.refs("op", (context, arguments) -> {
						if (this.bodies.incrementAndGet() > 1) {
							this.overlaps.incrementAndGet();
						}
						this.bodies.decrementAndGet();
						return "of " + ((Ref<?>) arguments[0]).value();
					}, this.input));
			}
			catch (Throwable ex) {
				throw Rethrow.asIs(ex);
			}
		}

		private void perform(Act act) {
			switch (act) {
				case END_INPUT, FAIL_INPUT, RUN -> runQueued();
				case EXPIRE -> this.fixture.time().advance(Duration.ofMinutes(5));
				case CANCEL -> this.fixture.tasks().cancel(this.waiting);
				case CANCEL_INPUT -> this.fixture.tasks().cancel(this.input);
				case DELETE -> this.fixture.refCache().delete(this.waiting);
				case DELETE_INPUT -> this.fixture.refCache().delete(this.input);
				case RETRY -> retry();
				case SHUTDOWN -> this.fixture.engine().stop(Duration.ZERO);
				case JOIN -> join();
			}
		}

		private void runQueued() {
			Runnable queued = this.fixture.manual().poll();
			if (queued != null) {
				queued.run();
			}
		}

		private void retry() {
			try {
				this.fixture.refCache().retryTask(this.waiting);
			}
			catch (RetryRefusedException | RefNotFoundException | TaskRejectedException ex) {
				// It came too early or too late.
			}
		}

		private void join() {
			try {
				if (call() instanceof CacheResponse.Complete<?> complete) {
					assertThat(complete.value()).isEqualTo("of value");
				}
			}
			catch (RefCacheException | TaskRejectedException ex) {
				// What came of the input, or of the task that it joined.
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
			if (event.task().refId().equals(this.waiting)) {
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
			assertThat(this.overlaps.get()).as("bodies that overlap").isZero();
			assertThat(this.ends).as("ends").isNotEmpty();
			for (TaskStatus end : this.ends.subList(0, this.ends.size() - 1)) {
				assertThat(end).as("an end that was not final, of %s", this.ends).isEqualTo(TaskStatus.FAILED);
			}
			ReferenceRecord record = this.fixture.store().find(RefId.parse("test", this.waiting), Part.HEAD);
			if (record != null) {
				assertThat(record.status().isEnded()).as("%s", record).isTrue();
				assertThat(this.ends).last().isEqualTo(record.status());
			}
			assertThat(this.fixture.engine().flights()).as("flights").isZero();
			assertThat(this.fixture.tasks().active()).as("runs").isZero();
			assertThat(this.fixture.tasks().stopping()).as("bodies").isZero();
			assertThat(this.fixture.manual().size()).as("queue").isZero();
			assertThat(this.fixture.timeouts()).as("timeouts").isZero();
		}

		@Override
		public void close() {
			this.fixture.close();
		}

	}

}
