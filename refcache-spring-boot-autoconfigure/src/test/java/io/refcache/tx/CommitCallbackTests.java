package io.refcache.tx;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is done once others may see what a transaction did.
 */
class CommitCallbackTests {

	private final List<String> events = new ArrayList<>();

	private final Manager manager = new Manager();

	private final TransactionTemplate template = new TransactionTemplate(this.manager);

	private final ThreadBoundTransactions transactions = new ThreadBoundTransactions();

	@Test
	void callbackIsCalledOnceBeforeThoseOfTheApplication() {
		this.template.executeWithoutResult((status) -> {
			onCommit("application");
			this.transactions.onCommit(() -> this.events.add("ours"));
		});

		assertThat(this.events).containsExactly("committed", "ours", "application");
	}

	@Test
	void callbackIsCalledWhereTheOutcomeIsUnknown() {
		this.manager.lost = true;
		assertThatExceptionOfType(TransactionSystemException.class).isThrownBy(() -> this.template
			.executeWithoutResult((status) -> this.transactions.onCommit(() -> this.events.add("ours"))));

		assertThat(this.events).containsExactly("committed", "ours");
	}

	@Test
	void rollbackCallsNothing() {
		this.template.executeWithoutResult((status) -> {
			this.transactions.onCommit(() -> this.events.add("ours"));
			status.setRollbackOnly();
		});

		assertThat(this.events).containsExactly("rolled back");
	}

	@Test
	void callbackThatIsRegisteredAfterTheCommitIsCalled() {
		this.template.executeWithoutResult(
				(status) -> TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

					@Override
					public void afterCommit() {
						CommitCallbackTests.this.transactions
							.onCommit(() -> CommitCallbackTests.this.events.add("ours"));
					}

				}));

		assertThat(this.events).containsExactly("committed", "ours");
	}

	@Test
	void savepointTakesBackWhatCameAfterIt() {
		CommitCallback before = new CommitCallback(() -> this.events.add("before"));
		before.savepoint("savepoint");
		CommitCallback after = new CommitCallback(() -> this.events.add("after"));
		List.of(before, after).forEach((callback) -> callback.savepointRollback("savepoint"));
		List.of(before, after).forEach(CommitCallback::afterCommit);
		List.of(before, after)
			.forEach((callback) -> callback.afterCompletion(TransactionSynchronization.STATUS_COMMITTED));

		assertThat(this.events).containsExactly("before");
	}

	private void onCommit(String event) {
		TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

			@Override
			public void afterCommit() {
				CommitCallbackTests.this.events.add(event);
			}

		});
	}

	private final class Manager extends AbstractPlatformTransactionManager {

		private static final long serialVersionUID = 1L;

		private boolean lost;

		@Override
		protected Object doGetTransaction() {
			return this;
		}

		@Override
		protected void doBegin(Object transaction, TransactionDefinition definition) {
		}

		@Override
		protected void doCommit(DefaultTransactionStatus status) {
			CommitCallbackTests.this.events.add("committed");
			if (this.lost) {
				throw new TransactionSystemException("connection lost");
			}
		}

		@Override
		protected void doRollback(DefaultTransactionStatus status) {
			CommitCallbackTests.this.events.add("rolled back");
		}

	}

}
