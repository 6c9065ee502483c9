package io.refcache.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;

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

	private final AtomicReference<@Nullable CompletableFuture<Outcome>> relay = new AtomicReference<>();

	private volatile @Nullable RefId id;

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
	 * The landing for those who do not wait: what hangs on it runs on the executor, all
	 * of it as one command, or on the landing thread if the executor takes no more.
	 */
	CompletableFuture<Outcome> landing(Executor executor) {
		CompletableFuture<Outcome> existing = this.relay.get();
		if (existing != null) {
			return existing;
		}
		CompletableFuture<Outcome> created = new CompletableFuture<>();
		if (!this.relay.compareAndSet(null, created)) {
			return landing(executor);
		}
		this.landing.thenAccept((outcome) -> execute(executor, () -> created.complete(outcome)));
		return created;
	}

	void claimed(RefId id) {
		this.id = id;
		this.takeoff.complete(id);
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

	static void execute(Executor executor, Runnable command) {
		try {
			executor.execute(command);
		}
		catch (RejectedExecutionException | OutOfMemoryError ex) {
			// The error is what a thread that cannot be started gives.
			command.run();
		}
	}

}
