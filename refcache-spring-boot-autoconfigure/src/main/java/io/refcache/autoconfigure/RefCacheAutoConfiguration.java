package io.refcache.autoconfigure;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.refcache.EntryOptions;
import io.refcache.RefCache;
import io.refcache.RefCacheConfigurationException;
import io.refcache.access.AccessDenialListener;
import io.refcache.access.AccessPolicy;
import io.refcache.access.ActorResolver;
import io.refcache.access.ContextValues;
import io.refcache.access.PermissionChecker;
import io.refcache.engine.CallSpec;
import io.refcache.engine.EngineSettings;
import io.refcache.engine.RefCacheEngine;
import io.refcache.engine.RefCacheEngineBuilder;
import io.refcache.preview.PreviewGenerator;
import io.refcache.preview.PreviewSettings;
import io.refcache.store.ReferenceStore;
import io.refcache.task.CallerPatience;
import io.refcache.task.CallerReferences;
import io.refcache.task.CallObserver;
import io.refcache.task.CallerTransactions;
import io.refcache.task.ContextCapture;
import io.refcache.task.TaskListener;
import io.refcache.task.TaskRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.thread.Threading;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the engine, the {@link RefCache}
 * bean and the executor of tasks.
 *
 * @since 0.1.0
 */
@AutoConfiguration
@EnableConfigurationProperties(RefCacheProperties.class)
public final class RefCacheAutoConfiguration {

	private static final Log logger = LogFactory.getLog(RefCacheAutoConfiguration.class);

	/** Properties are bound first, so that a wrong one is reported by its name. */
	RefCacheAutoConfiguration(RefCacheProperties properties, Environment environment) {
		List.of("refcache.enabled", "refcache.web.enabled", "refcache.web.changes")
			.forEach((property) -> Checks.trueOrFalse(environment.getProperty(property), property));
	}

	@Bean(defaultCandidate = false)
	@ConditionalOnMissingBean(name = "refCacheClock")
	InstantSource refCacheClock() {
		return InstantSource.system();
	}

	@Bean
	@ConditionalOnMissingBean
	RefCache refCache(RefCacheEngine engine) {
		return engine.refCache();
	}

	@Bean
	@ConditionalOnMissingBean
	TaskRegistry refCacheTaskRegistry(RefCacheEngine engine) {
		return engine.tasks();
	}

	private static EngineSettings settings(RefCacheProperties properties, Environment environment) {
		String name = properties.cacheName(environment);
		Duration ttl = DurationText.ttl(properties.getDefaultTtl(),
				(reason) -> new InvalidConfigurationPropertyValueException("refcache.default-ttl",
						properties.getDefaultTtl(), reason + "."));
		RefCacheTaskProperties task = properties.getTask();
		return new EngineSettings(name, properties.getDefaultNamespace(), EntryOptions.NEVER.equals(ttl) ? null : ttl,
				task.getAsyncTimeout(), task.getExecutionTimeout(), properties.getMaxWait(), task.getMaxRetries(),
				task.getRetention(), task.getMaxActive(), task.getCleanupInterval());
	}

	private static PreviewSettings previewSettings(RefCacheProperties properties) {
		RefCachePreviewProperties preview = properties.getPreview();
		return new PreviewSettings(preview.getMaxSize(), preview.getStrategy(), preview.getPageSize(),
				properties.getMaxValueSize().toBytes());
	}

	private static RefCacheEngine checked(RefCacheEngine engine, RefCacheProperties properties) {
		try {
			engine.access(null, null, null, false);
			return engine;
		}
		catch (RefCacheConfigurationException ex) {
			throw new InvalidConfigurationPropertyValueException("refcache.default-namespace",
					properties.getDefaultNamespace(), ex.getMessage() + ".");
		}
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBooleanProperty(name = "refcache.enabled", matchIfMissing = true)
	static class EnabledConfiguration {

		@Bean
		TaskExecutors refCacheTaskExecutors(BeanFactory beanFactory) {
			return new TaskExecutors(beanFactory);
		}

		/** Depends on the executor, to end what runs before that does. */
		@Bean
		@ConditionalOnMissingBean
		@DependsOn(CallSpec.DEFAULT_EXECUTOR)
		RefCacheEngine refCacheEngine(RefCacheProperties properties, Environment environment,
				ObjectProvider<ReferenceStore> store, TaskExecutors executors, ObjectProvider<ContextCapture> contexts,
				ObjectProvider<CallerTransactions> transactions, ObjectProvider<CallerPatience> patience,
				ObjectProvider<CallerReferences> references, ObjectProvider<TaskListener> listeners,
				ObjectProvider<CallObserver> observer, ObjectProvider<ActorResolver> actors,
				ObjectProvider<Map<String, AccessPolicy>> policies, ObjectProvider<PermissionChecker> permissions,
				ObjectProvider<ContextValues> contextValues, ObjectProvider<AccessDenialListener> denials,
				ObjectProvider<PreviewGenerator> previews, ObjectProvider<RefCacheEngineCustomizer> customizers,
				@Qualifier("refCacheClock") InstantSource clock) {
			EngineSettings settings = settings(properties, environment);
			ReferenceStore available = store.getIfAvailable(() -> {
				throw new RefCacheConfigurationException(
						"There is no store for 'refcache.store.type=%s'"
							.formatted(properties.getStore().getType().name().toLowerCase(Locale.ROOT)),
						"Add com.github.ben-manes.caffeine:caffeine, or declare a ReferenceStore bean");
			});
			logger.info("refcache '%s' keeps its references in %s".formatted(settings.name(),
					available.getClass().getSimpleName()));
			RefCacheEngineBuilder builder = RefCacheEngine.builder(settings)
				.store(available)
				.executors(executors::get)
				.clock(clock)
				.contexts(contexts.getIfUnique(() -> ContextCapture.NONE))
				.transactions(transactions.getIfUnique(() -> CallerTransactions.NONE))
				.patience(patience.orderedStream().reduce(CallerPatience.DECLARED, CallerPatience::andThen))
				.references(references.getIfUnique(() -> CallerReferences.NONE))
				.listeners(listeners.orderedStream().toList())
				.observer(observer.getIfUnique(() -> CallObserver.NONE))
				.actors(actors.orderedStream().toList())
				.policies(Policies.of(policies.getIfAvailable(Map::of), properties, environment))
				.permissions(permissions.getIfUnique(PermissionChecker::create))
				.contextValues(contextValues.getIfUnique(ContextValues::create))
				.denials(denials.orderedStream().toList())
				.previews(previews.getIfUnique(), previewSettings(properties));
			customizers.orderedStream().forEach((customizer) -> customizer.customize(builder));
			return checked(builder.build(), properties);
		}

		@Bean
		RefCacheLifecycle refCacheLifecycle(RefCacheEngine engine, RefCacheProperties properties,
				Environment environment) {
			return new RefCacheLifecycle(engine, properties.getTask().getShutdownTimeout(), environment);
		}

		@Bean(name = CallSpec.DEFAULT_EXECUTOR, defaultCandidate = false)
		@ConditionalOnMissingBean(name = CallSpec.DEFAULT_EXECUTOR)
		ThreadPoolTaskExecutor refCacheTaskExecutor(RefCacheProperties properties, Environment environment) {
			RefCacheTaskProperties.Execution execution = properties.getTask().getExecution();
			RefCacheTaskProperties.Pool pool = execution.getPool();
			ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
			executor.setCorePoolSize(pool.getCoreSize());
			executor.setMaxPoolSize(maxSize(pool));
			executor.setQueueCapacity(pool.getQueueCapacity());
			executor
				.setKeepAliveSeconds((int) Math.max(1, Math.min(Integer.MAX_VALUE, pool.getKeepAlive().toSeconds())));
			executor.setAllowCoreThreadTimeOut(true);
			executor.setThreadNamePrefix(execution.getThreadNamePrefix());
			executor.setVirtualThreads(Threading.VIRTUAL.isActive(environment));
			executor.setAcceptTasksAfterContextClose(true);
			return executor;
		}

		private static int maxSize(RefCacheTaskProperties.Pool pool) {
			Integer maxSize = pool.getMaxSize();
			if (maxSize != null && maxSize < pool.getCoreSize()) {
				throw new InvalidConfigurationPropertyValueException("refcache.task.execution.pool.max-size", maxSize,
						"It must be at least %d, the 'refcache.task.execution.pool.core-size'."
							.formatted(pool.getCoreSize()));
			}
			return (maxSize != null) ? maxSize : pool.getCoreSize();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBooleanProperty(name = "refcache.enabled", havingValue = false)
	static class DisabledConfiguration {

		@Bean
		@ConditionalOnMissingBean
		RefCacheEngine refCacheEngine(RefCacheProperties properties, Environment environment,
				@Qualifier("refCacheClock") InstantSource clock) {
			logger.info("refcache is off: annotated methods run plainly");
			return RefCacheEngine.builder(settings(properties, environment)).clock(clock).buildPassThrough();
		}

	}

}
