package io.refcache.engine;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.refcache.AsyncTaskResponse;
import io.refcache.CacheResponse;
import io.refcache.RefResponse;
import io.refcache.task.AttemptObservation;
import io.refcache.task.CallObservation;
import io.refcache.task.CallObserver;
import io.refcache.task.CapturedContext.Scope;
import org.jspecify.annotations.Nullable;

/**
 * A call that has found no value, as an observer follows it: to its answer, and through
 * the attempts that it begins.
 */
final class ObservedCall {

	private static final ObservedCall NONE = new ObservedCall(CallObservation.NONE);

	private final CallObservation observation;

	private volatile @Nullable Flight flight;

	private ObservedCall(CallObservation observation) {
		this.observation = observation;
	}

	static ObservedCall of(String name, CallObserver observer) {
		CallObservation observation = observer.missed(name);
		return (observation != CallObservation.NONE) ? new ObservedCall(observation) : NONE;
	}

	/**
	 * Observes a call on this thread, with all of its wait.
	 */
	RefResponse<?> answer(Answering call) throws Throwable {
		if (this.observation == CallObservation.NONE) {
			return call.answer(this);
		}
		try {
			RefResponse<?> response = scoped(call);
			answered(response);
			return response;
		}
		catch (Throwable ex) {
			this.observation.failed(told(ex));
			throw ex;
		}
	}

	private RefResponse<?> scoped(Answering call) throws Throwable {
		Scope scope = this.observation.open();
		try {
			return call.answer(this);
		}
		finally {
			scope.close();
		}
	}

	/**
	 * Observes a call that does not wait.
	 */
	CompletableFuture<RefResponse<?>> answerLater(AnsweringLater call) {
		if (this.observation == CallObservation.NONE) {
			return call.answer(this);
		}
		Scope scope = this.observation.open();
		CompletableFuture<RefResponse<?>> answer;
		try {
			answer = call.answer(this);
		}
		finally {
			scope.close();
		}
		answer.whenComplete((response, failure) -> {
			if (failure != null) {
				this.observation.failed(told(failure));
			}
			else {
				answered(response);
			}
		});
		return answer;
	}

	private void answered(RefResponse<?> response) {
		if (response instanceof AsyncTaskResponse<?> task) {
			this.observation.deferred(task.refId());
		}
		else {
			this.observation.answered(((CacheResponse<?>) response).refId());
		}
	}

	/**
	 * The call waits for a flight, which another call may lead.
	 */
	void boards(Flight flight) {
		if (this != NONE) {
			this.flight = flight;
		}
	}

	private Throwable told(Throwable failure) {
		Flight boarded = this.flight;
		return (boarded != null && boarded.isWithheld()) ? WithheldFailure.of(failure) : failure;
	}

	/**
	 * Observes the body of an attempt.
	 */
	@Nullable Object compute(Attempt attempt, RunContext context) throws Throwable {
		Run run = attempt.ofRun();
		if (this.observation == CallObservation.NONE || run.call().awaitsInputs() || isTheCall(attempt)) {
			return run.call().work().compute(context);
		}
		AttemptObservation body = this.observation.attempt(run.id().toString(), attempt.number());
		Object result;
		try {
			result = scoped(body, run.call().work(), context);
		}
		catch (Throwable ex) {
			ended(body, run, ex, attempt.isOver());
			throw ex;
		}
		if (run.spec().staged() && result instanceof CompletionStage<?> pending) {
			// By then the attempt may be over because of this very end.
			pending
				.whenComplete((value, failure) -> ended(body, run, failure, failure instanceof CancellationException));
			// It may never end, and the run not wait for it.
			run.flight().landing().thenRun(() -> {
				if (!isDone(pending)) {
					body.discarded();
				}
			});
		}
		else {
			ended(body, run, null, attempt.isOver());
		}
		return result;
	}

	/**
	 * What only its caller's thread can do, and once, is what is observed of the call.
	 */
	private static boolean isTheCall(Attempt attempt) {
		Run run = attempt.ofRun();
		return !run.isTask() && attempt.number() == 1 && run.spec().retry() == null;
	}

	private static boolean isDone(CompletionStage<?> stage) {
		try {
			return stage.toCompletableFuture().isDone();
		}
		catch (RuntimeException ex) {
			return false;
		}
	}

	private static @Nullable Object scoped(AttemptObservation body, Work work, RunContext context) throws Throwable {
		Scope scope = body.open();
		try {
			return work.compute(context);
		}
		finally {
			scope.close();
		}
	}

	private static void ended(AttemptObservation body, Run run, @Nullable Throwable failure, boolean discarded) {
		if (discarded) {
			body.discarded();
		}
		else if (failure != null) {
			body.failed(run.told(failure));
		}
		else {
			body.succeeded();
		}
	}

	/**
	 * The rest of the path of a call.
	 */
	@FunctionalInterface
	interface Answering {

		RefResponse<?> answer(ObservedCall observed) throws Throwable;

	}

	/**
	 * The rest of the path of a call that does not wait.
	 */
	@FunctionalInterface
	interface AnsweringLater {

		CompletableFuture<RefResponse<?>> answer(ObservedCall observed);

	}

}
