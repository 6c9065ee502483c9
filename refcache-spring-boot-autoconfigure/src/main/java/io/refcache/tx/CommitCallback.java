package io.refcache.tx;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

import org.springframework.core.Ordered;
import org.springframework.transaction.support.TransactionSynchronization;

/**
 * Something to do once a transaction has been committed, or may have been.
 */
final class CommitCallback implements TransactionSynchronization {

	private final Runnable callback;

	/** Those that were made later. */
	private final Set<Object> savepoints = Collections.newSetFromMap(new IdentityHashMap<>());

	private boolean over;

	CommitCallback(Runnable callback) {
		this.callback = callback;
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public void savepoint(Object savepoint) {
		this.savepoints.add(savepoint);
	}

	@Override
	public void savepointRollback(Object savepoint) {
		this.over |= !this.savepoints.contains(savepoint);
	}

	@Override
	public void afterCommit() {
		call();
	}

	/** Whoever registers after the commit is told here only. */
	@Override
	public void afterCompletion(int status) {
		if (status != STATUS_ROLLED_BACK) {
			call();
		}
	}

	private void call() {
		if (!this.over) {
			this.over = true;
			this.callback.run();
		}
	}

}
