package io.refcache.test;

import java.time.InstantSource;
import java.util.function.Function;

import io.refcache.autoconfigure.RefCacheAutoConfiguration;
import io.refcache.autoconfigure.RefCacheEngineCustomizer;
import io.refcache.autoconfigure.TaskExecutors;
import io.refcache.engine.RefCacheEngine;
import io.refcache.store.ReferenceStore;
import io.refcache.task.RunExecutor;
import io.refcache.test.AutoConfigureRefCache.Executor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for tests, added by
 * {@link AutoConfigureRefCache @AutoConfigureRefCache}.
 *
 * @since 0.1.0
 */
@AutoConfiguration(before = RefCacheAutoConfiguration.class)
public final class RefCacheTestAutoConfiguration {

	private final Executor executor;

	RefCacheTestAutoConfiguration(Environment environment) {
		this.executor = environment.getProperty("refcache.test.executor", Executor.class, Executor.SAME_THREAD);
	}

	@Bean(name = "refCacheClock", defaultCandidate = false)
	@ConditionalOnProperty(name = "refcache.test.clock", havingValue = "MANUAL", matchIfMissing = true)
	VirtualTime refCacheVirtualTime() {
		return new VirtualTime(this.executor != Executor.REAL);
	}

	@Bean
	RunQueue refCacheRunQueue(ObjectProvider<TaskExecutors> executors) {
		Function<String, RunExecutor> found = (name) -> executors.getObject().get(name);
		return new RunQueue(this.executor, found);
	}

	@Bean
	RefCacheEngineCustomizer refCacheTestEngineCustomizer(@Qualifier("refCacheClock") InstantSource clock,
			RunQueue queue) {
		return (builder) -> {
			builder.executors(queue::executor).answers(Runnable::run);
			if (this.executor != Executor.REAL) {
				builder.spares(Runnable::run);
			}
			if (clock instanceof VirtualTime time) {
				builder.waiting(time).scheduler(time);
			}
		};
	}

	@Bean
	TestRefCache testRefCache(RefCacheEngine engine, ObjectProvider<ReferenceStore> store, RunQueue queue,
			ConfigurableBeanFactory beanFactory, @Qualifier("refCacheClock") InstantSource clock) {
		OperationNames names = new OperationNames((text) -> {
			String resolved = beanFactory.resolveEmbeddedValue(text);
			return (resolved != null) ? resolved : "";
		});
		return new TestRefCache(engine.tasks(), store.getIfAvailable(), queue, names, clock);
	}

}
