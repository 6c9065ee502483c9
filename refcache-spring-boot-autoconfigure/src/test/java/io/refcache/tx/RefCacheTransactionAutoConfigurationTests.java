package io.refcache.tx;

import io.refcache.autoconfigure.RefCacheAutoConfiguration;
import io.refcache.memory.MemoryStoreAutoConfiguration;
import io.refcache.task.CallerTransactions;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When calls know of transactions.
 */
class RefCacheTransactionAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RefCacheAutoConfiguration.class, MemoryStoreAutoConfiguration.class,
				RefCacheTransactionAutoConfiguration.class));

	@Test
	void transactionsOfSpringAreKnown() {
		this.runner.run((context) -> assertThat(context).getBean(CallerTransactions.class)
			.isInstanceOf(ThreadBoundTransactions.class));
	}

	@Test
	void transactionsOfUsersTakeTheirPlace() {
		this.runner.withBean("mine", CallerTransactions.class, () -> CallerTransactions.NONE)
			.run((context) -> assertThat(context).getBean(CallerTransactions.class).isSameAs(CallerTransactions.NONE));
	}

	@Test
	void transactionsAreNotNeeded() {
		this.runner.withClassLoader(new FilteredClassLoader(TransactionSynchronizationManager.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(CallerTransactions.class));
	}

	@Test
	void nothingIsThereIfTheCacheIsOff() {
		this.runner.withPropertyValues("refcache.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(CallerTransactions.class));
	}

}
