package io.refcache.engine;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import io.refcache.engine.Passengers.Seat;
import io.refcache.store.CacheKey;
import io.refcache.store.RefId;
import org.jspecify.annotations.Nullable;

/**
 * The meeting point of this node's callers of one key.
 */
final class Flight {

	private final CacheKey key;

	/** Completed once its claim is answered, with the reference if it was granted. */
	private final CompletableFuture<@Nullable RefId> takeoff = new CompletableFuture<>();

	/** Completed once; no code of users hangs on it. */
	private final CompletableFuture<Outcome> landing = new CompletableFuture<>();

	private final AtomicReference<@Nullable Passengers> passengers = new AtomicReference<>();

	private volatile @Nullable RefId id;

	private volatile @Nullable Run run;

	private volatile boolean withheld;

	Flight(CacheKey key) {
		this.key = key;
	}

	CacheKey key() {
		return this.key;
	}

	/**
	 * The reference, once its claim was granted.
	 */
	@Nullable RefId id() {
		return this.id;
	}

	CompletableFuture<@Nullable RefId> takeoff() {
		return this.takeoff;
	}

	CompletableFuture<Outcome> landing() {
		return this.landing;
	}

	/**
	 * Tells somebody of the landing who does not wait, by a command of his own on the
	 * executor: what he does with it holds up nobody else.
	 */
	Seat board(Consumer<Outcome> passenger, Executor executor) {
		Passengers aboard = this.passengers.get();
		if (aboard == null) {
			Passengers first = new Passengers();
			// Before anybody finds them: then they are told, whatever happens on the way.
			this.landing.thenAccept((outcome) -> first.tell(outcome, executor));
			this.passengers.compareAndSet(null, first);
			aboard = Objects.requireNonNull(this.passengers.get());
		}
		Seat seat = aboard.add(passenger);
		if (this.landing.isDone()) {
			// The others may have been told already.
			aboard.tell(this.landing.join(), executor);
		}
		return seat;
	}

	/**
	 * Number of those who are to be told.
	 */
	int passengers() {
		Passengers aboard = this.passengers.get();
		return (aboard != null) ? aboard.size() : 0;
	}

	/**
	 * The run of this node that will land it, once its claim was answered.
	 */
	@Nullable Run run() {
		return this.run;
	}

	/**
	 * The claim was granted to a run, or that run holds the key already.
	 */
	void claimed(Run run) {
		this.run = run;
		this.id = run.id();
		if (this.withheld && run.flight() != this) {
			run.flight().withhold();
		}
		this.takeoff.complete(run.id());
	}

	/**
	 * Somebody has joined who must not learn what the body says in a failure.
	 */
	void withhold() {
		this.withheld = true;
		Run claimed = this.run;
		if (claimed != null && claimed.flight() != this) {
			claimed.flight().withhold();
		}
	}

	boolean isWithheld() {
		return this.withheld;
	}

	/**
	 * Whether its claim has not been answered: whoever joins now gets a run that starts
	 * after it joined.
	 */
	boolean isClaiming() {
		return !this.takeoff.isDone();
	}

	boolean hasLanded() {
		return this.landing.isDone();
	}

	void land(Outcome outcome) {
		this.landing.complete(outcome);
		this.takeoff.complete(null);
	}

}
