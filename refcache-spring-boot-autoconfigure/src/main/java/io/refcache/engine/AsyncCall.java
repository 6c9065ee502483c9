package io.refcache.engine;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import io.refcache.RefResponse;
import io.refcache.engine.Passengers.Seat;
import io.refcache.engine.SingleFlight.Boarding;
import io.refcache.store.RefId;
import io.refcache.store.ReferenceRecord;
import io.refcache.task.DelayScheduler;
import io.refcache.task.DelayScheduler.Delayed;
import org.jspecify.annotations.Nullable;

/**
 * A call that does not wait. Its answer is the caller's own: to complete or cancel it
 * touches nobody else. It is completed by an executor that runs no bodies: neither a busy
 * pool nor what hangs on the answer holds anybody up.
 */
final class AsyncCall {

	private final CallPath path;

	private final Call call;

	private final Deadline deadline;

	private final Supplier<Boarding> boarding;

	private final CompletableFuture<RefResponse<?>> answer = new CompletableFuture<>();

	AsyncCall(CallPath path, Call call, Deadline deadline, Supplier<Boarding> boarding) {
		this.path = path;
		this.call = call;
		this.deadline = deadline;
		this.boarding = boarding;
	}

	CompletableFuture<RefResponse<?>> start(DelayScheduler scheduler, Executor executor) {
		try {
			board(scheduler, executor);
		}
		catch (Throwable ex) {
			this.answer.completeExceptionally(ex);
		}
		return this.answer;
	}

	private void board(DelayScheduler scheduler, Executor executor) {
		Boarding boarded = this.boarding.get();
		Flight flight = boarded.flight();
		Delayed timeout = null;
		if (!this.deadline.isNever() && !flight.hasLanded()) {
			timeout = schedule(scheduler, () -> publish(flight, executor));
		}
		Delayed scheduled = timeout;
		Seat seat = flight.board((outcome) -> {
			cancel(scheduled);
			land(outcome, boarded, scheduler, executor);
		}, executor);
		// An answered call leaves: a run of hours must not keep all who asked meanwhile,
		// nor a timeout of hours the value.
		this.answer.whenComplete((response, failure) -> {
			cancel(scheduled);
			seat.leave();
		});
	}

	private static void cancel(@Nullable Delayed timeout) {
		if (timeout != null) {
			timeout.cancel();
		}
	}

	private @Nullable Delayed schedule(DelayScheduler scheduler, Runnable task) {
		Headroom.check();
		if (this.deadline.isOver()) {
			task.run();
			return null;
		}
		return scheduler.schedule(task, Duration.ofNanos(Math.max(0, this.deadline.remaining())));
	}

	private void publish(Flight flight, Executor executor) {
		flight.takeoff().thenAccept((id) -> executor.execute(() -> publish(id)));
	}

	private void publish(@Nullable RefId id) {
		if (this.answer.isDone()) {
			return;
		}
		try {
			ReferenceRecord published = this.path.publish(id);
			if (published != null) {
				this.answer.complete(this.path.inProgress(published, this.call));
			}
		}
		catch (RuntimeException ex) {
			this.answer.completeExceptionally(ex);
		}
	}

	private void land(Outcome outcome, Boarding boarded, DelayScheduler scheduler, Executor executor) {
		if (this.answer.isDone()) {
			return;
		}
		try {
			if (boarded.startsOver(outcome)) {
				board(scheduler, executor);
			}
			else {
				this.answer.complete(this.path.answer(outcome, this.call));
			}
		}
		catch (Throwable ex) {
			this.answer.completeExceptionally(ex);
		}
	}

}
