package io.refcache.testing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

import io.refcache.task.CallerTransactions;

/**
 * Transactions that complete when they are told to. The innermost of a thread is active;
 * the others are suspended.
 */
public final class ManualTransactions implements CallerTransactions {

	private final ThreadLocal<Deque<Transaction>> transactions = ThreadLocal.withInitial(ArrayDeque::new);

	/**
	 * Begins a transaction on the calling thread.
	 */
	public void begin() {
		begin(true);
	}

	public void beginReadOnly() {
		begin(false);
	}

	private void begin(boolean writing) {
		this.transactions.get().push(new Transaction(true, writing));
	}

	/**
	 * Does something on the calling thread while its transaction is suspended.
	 * @param <T> the type of the result
	 * @param action what to do
	 * @return its result
	 */
	public <T> T suspended(Callable<T> action) {
		this.transactions.get().push(new Transaction(false, false));
		try {
			return action.call();
		}
		catch (Exception ex) {
			throw new AssertionError(ex);
		}
		finally {
			this.transactions.get().pop();
		}
	}

	public void commit() {
		complete(true);
	}

	public void rollBack() {
		complete(false);
	}

	private void complete(boolean committed) {
		Transaction transaction = this.transactions.get().pop();
		transaction.callbacks.forEach((callback) -> callback.accept(committed));
	}

	@Override
	public Object current() {
		Transaction innermost = this.transactions.get().peek();
		return (innermost != null && innermost.active) ? innermost : null;
	}

	@Override
	public boolean isWriting() {
		return current() instanceof Transaction transaction && transaction.writing;
	}

	@Override
	public void afterCompletion(Consumer<Boolean> callback) {
		((Transaction) current()).callbacks.add(callback);
	}

	@Override
	public void onCommit(Runnable callback) {
		afterCompletion((committed) -> {
			if (committed) {
				callback.run();
			}
		});
	}

	private static final class Transaction {

		private final boolean active;

		private final boolean writing;

		private final List<Consumer<Boolean>> callbacks = new ArrayList<>();

		private Transaction(boolean active, boolean writing) {
			this.active = active;
			this.writing = writing;
		}

	}

}
