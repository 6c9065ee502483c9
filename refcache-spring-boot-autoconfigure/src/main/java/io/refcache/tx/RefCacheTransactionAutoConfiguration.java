package io.refcache.tx;

import io.refcache.autoconfigure.RefCacheAutoConfiguration;
import io.refcache.task.CallerTransactions;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for calls inside transactions.
 *
 * @since 0.1.0
 */
@AutoConfiguration(before = RefCacheAutoConfiguration.class)
@ConditionalOnClass(TransactionSynchronizationManager.class)
@ConditionalOnBooleanProperty(name = "refcache.enabled", matchIfMissing = true)
public final class RefCacheTransactionAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	CallerTransactions refCacheCallerTransactions() {
		return new ThreadBoundTransactions();
	}

}
