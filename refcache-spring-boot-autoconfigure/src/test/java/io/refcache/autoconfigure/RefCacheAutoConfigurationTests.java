package io.refcache.autoconfigure;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.refcache.CacheReference;
import io.refcache.CacheResponse;
import io.refcache.CallOptions;
import io.refcache.EntryOptions;
import io.refcache.FailureReports;
import io.refcache.ProgressCallback;
import io.refcache.ReadOptions;
import io.refcache.RefCache;
import io.refcache.RefCached;
import io.refcache.RefNotFoundException;
import io.refcache.RefResponse;
import io.refcache.TaskInProgressException;
import io.refcache.aop.RefCachedAutoConfiguration;
import io.refcache.engine.RefCacheEngine;
import io.refcache.memory.MemoryStoreAutoConfiguration;
import io.refcache.store.ReferenceStore;
import io.refcache.task.TaskRegistry;
import io.refcache.task.TaskRun;
import io.refcache.web.RefCacheWebMvcAutoConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

@ExtendWith(OutputCaptureExtension.class)
class RefCacheAutoConfigurationTests {

	private static final AutoConfigurations CONFIGURATIONS = AutoConfigurations.of(AopAutoConfiguration.class,
			TaskExecutionAutoConfiguration.class, RefCacheAutoConfiguration.class, MemoryStoreAutoConfiguration.class,
			RefCachedAutoConfiguration.class, RefCacheWebMvcAutoConfiguration.class);

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(CONFIGURATIONS);

	private final WebApplicationContextRunner webRunner = new WebApplicationContextRunner()
		.withConfiguration(CONFIGURATIONS)
		.withConfiguration(AutoConfigurations.of(WebMvcAutoConfiguration.class));

	@Test
	void beansAreThereWithoutConfiguration(CapturedOutput output) {
		this.runner.run((context) -> {
			assertThat(context).hasSingleBean(RefCache.class)
				.hasSingleBean(TaskRegistry.class)
				.hasSingleBean(RefCacheEngine.class)
				.hasSingleBean(ReferenceStore.class)
				.hasBean("refCacheTaskExecutor")
				.doesNotHaveBean("refCacheReferenceController");
			assertThat(output).contains("refcache 'default' keeps its references in MemoryReferenceStore");
		});
	}

	@Test
	void contextHasNoBeanThatOthersTakeForTheirOwn() {
		this.runner.withBean(ClockUser.class).run((context) -> {
			assertThat(context).doesNotHaveBean(Function.class)
				.doesNotHaveBean(Supplier.class)
				.doesNotHaveBean(Consumer.class);
			assertThat(context.getBean(ClockUser.class).clock().getIfAvailable()).isNull();
		});
	}

	@Test
	void ownRefCacheWins() {
		RefCache own = mock();
		this.runner.withBean("own", RefCache.class, () -> own)
			.run((context) -> assertThat(context).getBean(RefCache.class).isSameAs(own));
	}

	@Test
	void ownTaskRegistryWins() {
		TaskRegistry own = mock();
		this.runner.withBean("own", TaskRegistry.class, () -> own)
			.run((context) -> assertThat(context).getBean(TaskRegistry.class).isSameAs(own));
	}

	@Test
	void ownStoreWins() {
		ReferenceStore own = mock();
		this.runner.withBean("own", ReferenceStore.class, () -> own).run((context) -> {
			assertThat(context).getBean(ReferenceStore.class).isSameAs(own);
			assertThat(context.getBean(RefCache.class).exists("default:" + "0".repeat(32))).isFalse();
		});
	}

	@Test
	void ownEngineWins() {
		this.runner.withPropertyValues("refcache.enabled=false")
			.run((other) -> this.runner.withBean("own", RefCacheEngine.class, () -> other.getBean(RefCacheEngine.class))
				.run((context) -> assertThat(context).getBean(RefCacheEngine.class)
					.isSameAs(other.getBean(RefCacheEngine.class))));
	}

	@Test
	void ownExecutorWins() {
		this.runner
			.withBean("refCacheTaskExecutor", SimpleAsyncTaskExecutor.class, () -> new SimpleAsyncTaskExecutor("own-"))
			.withBean(Service.class)
			.run((context) -> {
				assertThat(context).doesNotHaveBean(ThreadPoolTaskExecutor.class);
				assertThat(context.getBean(Service.class).future("a").get(20, TimeUnit.SECONDS)).startsWith("own-");
			});
	}

	@Test
	void customizersChangeTheEngineInTheirOrder() {
		this.runner.withUserConfiguration(Customizers.class).withBean(Service.class).run((context) -> {
			assertThat(context.getBean(Service.class).lateThread("a")).isEqualTo(Thread.currentThread().getName());
			assertThat(context.getBean(Customizers.class).runs)
				.containsExactly("RefCacheAutoConfigurationTests.Service.lateThread 1");
		});
	}

	@Test
	void executorHasTheSizesOfTheProperties() {
		this.runner
			.withPropertyValues("refcache.task.execution.pool.core-size=2", "refcache.task.execution.pool.max-size=3",
					"refcache.task.execution.pool.queue-capacity=4", "refcache.task.execution.pool.keep-alive=5s",
					"refcache.task.execution.thread-name-prefix=mine-")
			.withBean(Service.class)
			.run((context) -> {
				ThreadPoolTaskExecutor executor = context.getBean("refCacheTaskExecutor", ThreadPoolTaskExecutor.class);
				assertThat(executor.getCorePoolSize()).isEqualTo(2);
				assertThat(executor.getMaxPoolSize()).isEqualTo(3);
				assertThat(executor.getQueueCapacity()).isEqualTo(4);
				assertThat(executor.getKeepAliveSeconds()).isEqualTo(5);
				assertThat(executor.getThreadPoolExecutor().allowsCoreThreadTimeOut()).isTrue();
				assertThat(context.getBean(Service.class).future("a").get(20, TimeUnit.SECONDS)).startsWith("mine-");
			});
	}

	@Test
	void executorOfBootStays() {
		this.runner.withUserConfiguration(Asynchronous.class).withBean(Service.class).run((context) -> {
			assertThat(context).hasBean("applicationTaskExecutor").hasBean("refCacheTaskExecutor");
			assertThat(context.getBean(PlainService.class).thread().get(20, TimeUnit.SECONDS)).startsWith("task-");
			assertThat(context.getBean(Service.class).future("a").get(20, TimeUnit.SECONDS))
				.startsWith("refcache-task-");
		});
	}

	@ParameterizedTest
	@CsvSource({ "shop, shop", "my app!, my-app", "Big_Shop-2, Big_Shop-2", "42nd street, nd-street", "123, default",
			"' ', default", "Bücher, B-cher", "a.b.c, a-b-c", "-x-, x" })
	void nameComesFromTheApplication(String application, String name) {
		this.runner.withPropertyValues("spring.application.name=" + application)
			.run((context) -> assertThat(context.getBean(RefCache.class).set("a", 1, EntryOptions.DEFAULTS).refId())
				.startsWith(name + ":"));
	}

	@Test
	void nameOfThePropertyWins() {
		this.runner.withPropertyValues("spring.application.name=shop", "refcache.name=mine")
			.run((context) -> assertThat(context.getBean(RefCache.class).set("a", 1, EntryOptions.DEFAULTS).refId())
				.startsWith("mine:"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "false", "FALSE" })
	void switchedOffMethodsRunPlainly(String value) {
		Set<Thread> before = Thread.getAllStackTraces().keySet();
		this.runner.withPropertyValues("refcache.enabled=" + value).withBean(Service.class).run((context) -> {
			Service service = context.getBean(Service.class);
			assertThat(service.number("a", null)).isNotEqualTo(service.number("a", null));
			assertThat(service.lateThread("a")).isEqualTo(Thread.currentThread().getName());
			assertThat(service.future("a")).isCompletedWithValue(Thread.currentThread().getName());
			RefResponse<String> response = service.response("a");
			assertThat(response.refId()).isNull();
			assertThat(((CacheResponse.Complete<String>) response).value()).isEqualTo("a");
			assertThat(context).doesNotHaveBean("refCacheTaskExecutor").doesNotHaveBean(ReferenceStore.class);
			assertThat(Thread.getAllStackTraces()
				.keySet()
				.stream()
				.filter((thread) -> !before.contains(thread))
				.map(Thread::getName)
				.collect(Collectors.toSet())).noneMatch((name) -> name.startsWith("refcache"));
		});
	}

	@Test
	void switchedOffTheBeanStoresNothing() {
		this.runner.withPropertyValues("refcache.enabled=false").run((context) -> {
			RefCache refCache = context.getBean(RefCache.class);
			CacheReference reference = refCache.set("a", 1, EntryOptions.DEFAULTS);
			assertThat(refCache.exists(reference.refId())).isFalse();
			assertThat(refCache.delete(reference.refId())).isFalse();
			assertThat(refCache.clear("public")).isZero();
			assertThatExceptionOfType(RefNotFoundException.class)
				.isThrownBy(() -> refCache.get(reference.refId(), ReadOptions.DEFAULTS));
			assertThat(refCache.<Integer>call(CallOptions.of("sum", 1), (progress) -> {
				progress.report(1, 1);
				return 2;
			}).refId()).isNull();
			assertThat(context.getBean(TaskRegistry.class).list(null, 10)).isEmpty();
			assertThat(context.getBean(TaskRegistry.class).active()).isZero();
		});
	}

	@Test
	void switchedOffAWrongUseDoesNotMatter() {
		this.runner.withPropertyValues("refcache.enabled=false")
			.withBean(WrongService.class)
			.run((context) -> assertThat(context.getBean(WrongService.class).first("a", null)).isEqualTo("a"));
	}

	@Test
	void switchedOffThereIsNoEndpoint() {
		this.webRunner.run((context) -> assertThat(context).hasBean("refCacheReferenceController")
			.hasBean("refCacheInProgressAdvice"));
		this.webRunner.withPropertyValues("refcache.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean("refCacheReferenceController")
				.doesNotHaveBean("refCacheInProgressAdvice")
				.hasSingleBean(RefCache.class));
	}

	@Test
	void withoutEndpointAnswersStay() {
		this.webRunner.withPropertyValues("refcache.web.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean("refCacheReferenceController")
				.hasBean("refCacheInProgressAdvice")
				.hasBean("refCacheTaskBodyAdvice"));
	}

	@Test
	void missingStoreIsReportedWithWhatToAdd() {
		this.runner.withClassLoader(new FilteredClassLoader("com.github.benmanes.caffeine")).run((context) -> {
			assertThat(context).hasFailed();
			assertThat(FailureReports.of(context.getStartupFailure())).contains("refcache.store.type=memory")
				.contains("com.github.ben-manes.caffeine:caffeine");
		});
	}

	@Test
	void contextCanBeStartedAgain() {
		for (int i = 0; i < 2; i++) {
			this.runner.withBean(Service.class).run((context) -> {
				Service service = context.getBean(Service.class);
				assertThat(service.number("a", null)).isOne().isEqualTo(service.number("a", null));
				assertThat(context.getBean(RefCache.class).clear("public")).isOne();
			});
		}
	}

	@Test
	void closedContextLeavesNoThread() {
		Set<Thread> before = Thread.getAllStackTraces().keySet();
		this.runner.withBean(Service.class).run((context) -> {
			assertThat(context.getBean(Service.class).lateFuture("a").get(20, TimeUnit.SECONDS)).isNotNull();
			catchThrowableOfType(TaskInProgressException.class, () -> context.getBean(Service.class).lateThread("a"));
		});
		await().until(() -> Thread.getAllStackTraces()
			.keySet()
			.stream()
			.noneMatch((thread) -> !before.contains(thread) && thread.getName().startsWith("refcache")));
	}

	@Test
	void childUsesTheEngineOfItsParent() {
		this.runner.withBean(Service.class)
			.run((parent) -> this.runner.withParent(parent).withBean("child", ChildService.class).run((child) -> {
				assertThat(child.getBean(RefCache.class)).isSameAs(parent.getBean(RefCache.class));
				ChildService service = child.getBean(ChildService.class);
				String refId = service.response("a").refId();
				assertThat(parent.getBean(RefCache.class).exists(refId)).isTrue();
				assertThat(service.response("a").refId()).isEqualTo(refId);
				assertThat(service.runs()).isOne();
				assertThat(child.getBean(Service.class).number("a", null))
					.isEqualTo(parent.getBean(Service.class).number("a", null));
			}));
	}

	@Test
	void beansOfOneClassInParentAndChildrenDoNotShare() {
		this.runner.withBean("tenant", Tenant.class, () -> new Tenant("parent"))
			.run((parent) -> this.runner.withParent(parent)
				.withBean("tenant", Tenant.class, () -> new Tenant("first"))
				.run((first) -> this.runner.withParent(parent)
					.withBean("tenant", Tenant.class, () -> new Tenant("second"))
					.run((second) -> {
						assertThat(tenant(parent)).isEqualTo("parent");
						assertThat(tenant(first)).isEqualTo("first");
						assertThat(tenant(second)).isEqualTo("second");
					})));
	}

	@Test
	void noBeanIsMadeTooEarly(CapturedOutput output) {
		this.webRunner.withBean(Service.class).run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).doesNotContain("not eligible for getting processed by all BeanPostProcessors");
	}

	private static String tenant(ApplicationContext context) {
		return context.getBean(Tenant.class).name("a");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	static class Asynchronous {

		@Bean
		PlainService plainService() {
			return new PlainService();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Customizers {

		private final List<String> runs = new ArrayList<>();

		@Bean
		@Order(2)
		RefCacheEngineCustomizer last() {
			return (builder) -> builder.executors((name) -> (run) -> {
				TaskRun task = (TaskRun) run;
				this.runs.add(task.name() + " " + task.attempt());
				task.run();
			});
		}

		@Bean
		@Order(1)
		RefCacheEngineCustomizer first() {
			return (builder) -> builder.executors((name) -> {
				throw new IllegalStateException(name);
			});
		}

	}

	record ClockUser(ObjectProvider<InstantSource> clock) {

	}

	static class PlainService {

		@Async
		public CompletableFuture<String> thread() {
			return CompletableFuture.completedFuture(Thread.currentThread().getName());
		}

	}

	static class Service {

		private final AtomicInteger runs = new AtomicInteger();

		@RefCached
		public int number(String id, @Nullable ProgressCallback progress) {
			progress.report(1, 2);
			return this.runs.incrementAndGet();
		}

		@RefCached(asyncTimeout = "0s")
		public String lateThread(String id) {
			return Thread.currentThread().getName();
		}

		@RefCached
		public CompletableFuture<String> future(String id) {
			return CompletableFuture.completedFuture(Thread.currentThread().getName());
		}

		@RefCached(asyncTimeout = "1m")
		public CompletableFuture<String> lateFuture(String id) {
			return CompletableFuture.completedFuture(Thread.currentThread().getName());
		}

		@RefCached
		public RefResponse<String> response(String id) {
			return RefResponse.of(id);
		}

	}

	static class ChildService {

		private final AtomicInteger runs = new AtomicInteger();

		int runs() {
			return this.runs.get();
		}

		@RefCached
		public RefResponse<Integer> response(String id) {
			return RefResponse.of(this.runs.incrementAndGet());
		}

	}

	static class Tenant {

		private final String name;

		Tenant(String name) {
			this.name = name;
		}

		protected Tenant() {
			this("proxy");
		}

		@RefCached
		public String name(String id) {
			return this.name;
		}

	}

	static class WrongService {

		@RefCached(value = "same", ttl = "0s", namespace = "user:bob")
		public String first(String id, @Nullable ProgressCallback progress) {
			progress.report(1, 1);
			return id;
		}

		@RefCached("same")
		public void second(Object anything) {
		}

	}

}
