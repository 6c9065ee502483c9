package io.refcache.task;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * What the engine has to know of the transactions of calling threads.
 *
 * @since 0.1.0
 */
public interface CallerTransactions {

	/**
	 * Knows of no transaction.
	 */
	CallerTransactions NONE = new CallerTransactions() {

		@Override
		public @Nullable Object current() {
			return null;
		}

		@Override
		public boolean isWriting() {
			return false;
		}

		@Override
		public void afterCompletion(Consumer<Boolean> callback) {
			throw new IllegalStateException("There is no transaction");
		}

		@Override
		public void onCommit(Runnable callback) {
			throw new IllegalStateException("There is no transaction");
		}

	};

	/**
	 * The transaction that is active on the calling thread. Called by the engine when a
	 * body has returned, and when a call meets a value of a transaction of its own
	 * thread, never for a hit. Must not block.
	 * @return the same object as long as it is the same transaction; {@code null} if
	 * there is none, it is suspended, or it has completed
	 */
	@Nullable Object current();

	/**
	 * Whether the transaction of the calling thread may write. Called by the engine
	 * before a run on another thread. Must not block.
	 * @return whether it may; {@code false} if there is none
	 */
	boolean isWriting();

	/**
	 * Registers a callback with the {@link #current() current} transaction. The engine
	 * does so for each value that was computed in it.
	 * @param callback called once, on any thread, when it is sure what has become of all
	 * that the transaction did until now: with {@code true} after it was committed, with
	 * {@code false} after it was rolled back, be it to an earlier savepoint, or if it is
	 * not known. It throws nothing
	 */
	void afterCompletion(Consumer<Boolean> callback);

	/**
	 * Registers a callback with the {@link #current() current} transaction. The engine
	 * does so for each eviction in one that may write.
	 * @param callback called once, on any thread, as soon as others may see what the
	 * transaction did: after it was committed, before what the application does then, or
	 * when it is not known whether it was; never after it was rolled back, be it to an
	 * earlier savepoint. It throws nothing
	 */
	void onCommit(Runnable callback);

}
