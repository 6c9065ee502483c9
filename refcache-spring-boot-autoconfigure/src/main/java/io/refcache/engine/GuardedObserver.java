package io.refcache.engine;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import io.refcache.task.AttemptObservation;
import io.refcache.task.CallObservation;
import io.refcache.task.CallObserver;
import io.refcache.task.CapturedContext;
import io.refcache.task.CapturedContext.Scope;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Keeps calls apart from the observer: one that throws is logged and breaks nothing, and
 * each observation ends once.
 */
final class GuardedObserver implements CallObserver {

	private static final Log logger = LogFactory.getLog(GuardedObserver.class);

	private final CallObserver observer;

	private final AtomicBoolean failed = new AtomicBoolean();

	private GuardedObserver(CallObserver observer) {
		this.observer = observer;
	}

	static CallObserver of(CallObserver observer) {
		return (observer != CallObserver.NONE) ? new GuardedObserver(observer) : observer;
	}

	@Override
	public CallObservation missed(String name) {
		CallObservation observation = get(() -> this.observer.missed(name), CallObservation.NONE);
		return (observation != CallObservation.NONE) ? new GuardedCall(observation) : observation;
	}

	private Scope open(Supplier<Scope> opening) {
		Scope scope = get(opening, CapturedContext.EMPTY.open());
		return () -> run(scope::close);
	}

	private <T> T get(Supplier<T> call, T fallback) {
		try {
			return call.get();
		}
		catch (RuntimeException | Error ex) {
			log(ex);
			return fallback;
		}
	}

	private void run(Runnable call) {
		try {
			call.run();
		}
		catch (RuntimeException | Error ex) {
			log(ex);
		}
	}

	private void log(Throwable failure) {
		if (this.failed.compareAndSet(false, true)) {
			logger.warn("Call observer %s failed; from now on that is logged at DEBUG"
				.formatted(this.observer.getClass().getName()), failure);
		}
		else {
			logger.debug("A call observer failed again", failure);
		}
	}

	/**
	 * Ends an observation once.
	 */
	private abstract class Guarded {

		private final AtomicBoolean ended = new AtomicBoolean();

		final void end(Runnable ending) {
			if (this.ended.compareAndSet(false, true)) {
				run(ending);
			}
		}

	}

	private final class GuardedCall extends Guarded implements CallObservation {

		private final CallObservation observation;

		private GuardedCall(CallObservation observation) {
			this.observation = observation;
		}

		@Override
		public Scope open() {
			return GuardedObserver.this.open(this.observation::open);
		}

		@Override
		public AttemptObservation attempt(String refId, int number) {
			AttemptObservation attempt = get(() -> this.observation.attempt(refId, number), AttemptObservation.NONE);
			return (attempt != AttemptObservation.NONE) ? new GuardedAttempt(attempt) : attempt;
		}

		@Override
		public void answered(@Nullable String refId) {
			end(() -> this.observation.answered(refId));
		}

		@Override
		public void deferred(String refId) {
			end(() -> this.observation.deferred(refId));
		}

		@Override
		public void failed(Throwable failure) {
			end(() -> this.observation.failed(failure));
		}

	}

	private final class GuardedAttempt extends Guarded implements AttemptObservation {

		private final AttemptObservation observation;

		private GuardedAttempt(AttemptObservation observation) {
			this.observation = observation;
		}

		@Override
		public Scope open() {
			return GuardedObserver.this.open(this.observation::open);
		}

		@Override
		public void succeeded() {
			end(this.observation::succeeded);
		}

		@Override
		public void failed(Throwable failure) {
			end(() -> this.observation.failed(failure));
		}

		@Override
		public void discarded() {
			end(this.observation::discarded);
		}

	}

}
