package io.refcache.tx;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import org.springframework.core.Ordered;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The callbacks of one transaction. Those that came after a savepoint are called when it
 * is rolled back to; the others when the transaction completes, before what users have
 * registered for that: it may ask for the values.
 */
final class CompletionCallbacks implements TransactionSynchronization {

	private final Object resourceKey;

	/** A transaction manager may complete on a thread of its own, as after a timeout. */
	private final ReentrantLock lock = new ReentrantLock();

	private final List<Consumer<Boolean>> callbacks = new ArrayList<>();

	/** How many callbacks there were at each savepoint. */
	private final Map<Object, Integer> savepoints = new IdentityHashMap<>();

	private boolean called;

	CompletionCallbacks(Object resourceKey) {
		this.resourceKey = resourceKey;
	}

	void add(Consumer<Boolean> callback) {
		this.lock.lock();
		try {
			if (!this.called) {
				this.callbacks.add(callback);
				return;
			}
		}
		finally {
			this.lock.unlock();
		}
		callback.accept(false);
	}

	boolean areCalled() {
		this.lock.lock();
		try {
			return this.called;
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public void suspend() {
		TransactionSynchronizationManager.unbindResourceIfPossible(this.resourceKey);
	}

	@Override
	public void resume() {
		TransactionSynchronizationManager.bindResource(this.resourceKey, this);
	}

	@Override
	public void savepoint(Object savepoint) {
		this.savepoints.put(savepoint, this.callbacks.size());
	}

	@Override
	public void savepointRollback(Object savepoint) {
		// One that is not known is older than this.
		call(this.savepoints.getOrDefault(savepoint, 0), false, false);
	}

	@Override
	public void afterCompletion(int status) {
		TransactionSynchronizationManager.unbindResourceIfPossible(this.resourceKey);
		call(0, status == STATUS_COMMITTED, true);
	}

	private void call(int from, boolean committed, boolean last) {
		List<Consumer<Boolean>> due;
		this.lock.lock();
		try {
			this.called = last;
			List<Consumer<Boolean>> tail = this.callbacks.subList(Math.min(from, this.callbacks.size()),
					this.callbacks.size());
			due = List.copyOf(tail);
			tail.clear();
		}
		finally {
			this.lock.unlock();
		}
		due.forEach((callback) -> callback.accept(committed));
	}

}
