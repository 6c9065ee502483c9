package io.refcache.autoconfigure;

import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadPoolExecutor;

import io.refcache.RefCacheConfigurationException;
import io.refcache.task.RunExecutor;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanNotOfRequiredTypeException;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.util.ReflectionUtils;

/**
 * Finds the executors of tasks among the beans, by name.
 *
 * @since 0.1.0
 */
public final class TaskExecutors {

	private static final Log logger = LogFactory.getLog(TaskExecutors.class);

	private final BeanFactory beanFactory;

	private final Map<String, RunExecutor> executors = new ConcurrentHashMap<>();

	TaskExecutors(BeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	/**
	 * Finds an executor.
	 * @param name name of the bean
	 * @return the executor
	 * @throws RefCacheConfigurationException if there is none, or it would run, drop or
	 * wait with what it cannot take
	 */
	public RunExecutor get(String name) {
		RunExecutor known = this.executors.get(name);
		if (known != null) {
			return known;
		}
		RunExecutor found = adapt(name, find(name));
		this.executors.put(name, found);
		return found;
	}

	/**
	 * The pools among the executors that are in use.
	 * @return the pools by the names of their beans
	 */
	public Map<String, ThreadPoolExecutor> pools() {
		Map<String, ThreadPoolExecutor> pools = new HashMap<>();
		this.executors.forEach((name, executor) -> {
			if (executor instanceof PoolExecutor known) {
				pools.put(name, known.pool());
			}
		});
		return pools;
	}

	private Executor find(String name) {
		try {
			return this.beanFactory.getBean(name, Executor.class);
		}
		catch (NoSuchBeanDefinitionException | BeanNotOfRequiredTypeException ex) {
			throw new RefCacheConfigurationException("There is no executor '%s'".formatted(name),
					"Declare a bean of that name that is an Executor, or leave 'executor' out");
		}
	}

	private static RunExecutor adapt(String name, Executor executor) {
		if (executor instanceof SimpleAsyncTaskExecutor simple) {
			checkLimit(name, simple);
		}
		ThreadPoolExecutor pool = poolOf(executor);
		if (pool == null) {
			return executor::execute;
		}
		checkPolicy(name, pool);
		if (executor instanceof ThreadPoolTaskExecutor && settingOf(executor, "taskDecorator") != null) {
			logger.warn(("Executor '%s' has a TaskDecorator: a cancelled task keeps its place in the queue until a "
					+ "thread comes to it. Context is carried without; leave the decorator out")
				.formatted(name));
		}
		return new PoolExecutor(executor, pool);
	}

	private static void checkLimit(String name, SimpleAsyncTaskExecutor executor) {
		if (executor.isThrottleActive() && !Boolean.TRUE.equals(settingOf(executor, "rejectTasksWhenLimitReached"))) {
			throw new RefCacheConfigurationException(
					"Executor '%s' has a concurrency limit (%d): a task that it cannot take would block its caller"
						.formatted(name, executor.getConcurrencyLimit()),
					"Let it refuse such tasks by setRejectTasksWhenLimitReached(true), which for Spring Boot's own "
							+ "executor is spring.task.execution.simple.reject-tasks-when-limit-reached=true, or name a "
							+ "ThreadPoolTaskExecutor");
		}
	}

	private static void checkPolicy(String name, ThreadPoolExecutor pool) {
		RejectedExecutionHandler handler = pool.getRejectedExecutionHandler();
		if (handler instanceof ThreadPoolExecutor.CallerRunsPolicy
				|| handler instanceof ThreadPoolExecutor.DiscardPolicy
				|| handler instanceof ThreadPoolExecutor.DiscardOldestPolicy) {
			throw new RefCacheConfigurationException(
					"Executor '%s' has a %s: a task that it cannot take would block its caller, or never end"
						.formatted(name, handler.getClass().getSimpleName()),
					"Let it refuse such tasks with an AbortPolicy, the default");
		}
	}

	/**
	 * A setting that Spring's executors do not show.
	 * @return the setting; {@code null} if it has not been set, or cannot be read
	 */
	private static @Nullable Object settingOf(Executor executor, String name) {
		Field field = ReflectionUtils.findField(executor.getClass(), name);
		if (field == null) {
			return null;
		}
		try {
			field.setAccessible(true);
			return field.get(executor);
		}
		catch (IllegalAccessException | RuntimeException ex) {
			logger.debug("'%s' of %s cannot be read".formatted(name, executor), ex);
			return null;
		}
	}

	private static @Nullable ThreadPoolExecutor poolOf(Executor executor) {
		if (executor instanceof ThreadPoolTaskExecutor springExecutor) {
			return springExecutor.getThreadPoolExecutor();
		}
		return (executor instanceof ThreadPoolExecutor pool) ? pool : null;
	}

	private record PoolExecutor(Executor executor, ThreadPoolExecutor pool) implements RunExecutor {

		@Override
		public void execute(Runnable run) {
			this.executor.execute(run);
		}

		@Override
		public boolean remove(Runnable run) {
			return this.pool.remove(run);
		}

	}

}
