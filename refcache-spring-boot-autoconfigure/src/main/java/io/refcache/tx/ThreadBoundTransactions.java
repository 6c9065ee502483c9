package io.refcache.tx;

import java.util.function.Consumer;

import io.refcache.task.CallerTransactions;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The transactions that Spring binds to threads. Each is known by the synchronization
 * that this registers with it.
 */
final class ThreadBoundTransactions implements CallerTransactions {

	@Override
	public @Nullable Object current() {
		return isActive() ? callbacks() : null;
	}

	@Override
	public boolean isWriting() {
		return isActive() && !TransactionSynchronizationManager.isCurrentTransactionReadOnly();
	}

	@Override
	public void afterCompletion(Consumer<Boolean> callback) {
		callbacks().add(callback);
	}

	@Override
	public void onCommit(Runnable callback) {
		TransactionSynchronizationManager.registerSynchronization(new CommitCallback(callback));
	}

	private static boolean isActive() {
		return TransactionSynchronizationManager.isActualTransactionActive()
				&& TransactionSynchronizationManager.isSynchronizationActive();
	}

	private CompletionCallbacks callbacks() {
		if (TransactionSynchronizationManager.getResource(this) instanceof CompletionCallbacks bound
				&& !bound.areCalled()) {
			return bound;
		}
		CompletionCallbacks callbacks = new CompletionCallbacks(this);
		TransactionSynchronizationManager.registerSynchronization(callbacks);
		// One that another thread completed is still bound to this one.
		TransactionSynchronizationManager.unbindResourceIfPossible(this);
		TransactionSynchronizationManager.bindResource(this, callbacks);
		return callbacks;
	}

}
