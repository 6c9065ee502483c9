package io.refcache.autoconfigure;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadPoolExecutor;

import io.refcache.RefCacheConfigurationException;
import io.refcache.task.RunExecutor;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanNotOfRequiredTypeException;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/**
 * Finds the executors of tasks among the beans, by name.
 *
 * @since 0.1.0
 */
public final class TaskExecutors {

	private final BeanFactory beanFactory;

	private final Map<String, RunExecutor> executors = new ConcurrentHashMap<>();

	TaskExecutors(BeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	/**
	 * Finds an executor.
	 * @param name name of the bean
	 * @return the executor
	 * @throws RefCacheConfigurationException if there is none, or it would run or drop
	 * what it cannot take
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
		ThreadPoolExecutor pool = poolOf(executor);
		if (pool == null) {
			return executor::execute;
		}
		RejectedExecutionHandler handler = pool.getRejectedExecutionHandler();
		if (handler instanceof ThreadPoolExecutor.CallerRunsPolicy
				|| handler instanceof ThreadPoolExecutor.DiscardPolicy
				|| handler instanceof ThreadPoolExecutor.DiscardOldestPolicy) {
			throw new RefCacheConfigurationException(
					"Executor '%s' has a %s: a task that it cannot take would block its caller, or never end"
						.formatted(name, handler.getClass().getSimpleName()),
					"Let it refuse such tasks with an AbortPolicy, the default");
		}
		return new PoolExecutor(executor, pool);
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
