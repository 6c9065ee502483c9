package io.refcache.context;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ThreadLocalAccessor;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.refcache.CacheResponse;
import io.refcache.CallOptions;
import io.refcache.RefCache;
import io.refcache.RefResponse;
import io.refcache.autoconfigure.RefCacheAutoConfiguration;
import io.refcache.autoconfigure.RefCacheProperties;
import io.refcache.memory.MemoryStoreAutoConfiguration;
import io.refcache.task.CapturedContext;
import io.refcache.task.ContextCapture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

import static org.assertj.core.api.Assertions.assertThat;

class RefCacheContextAutoConfigurationTests {

	private static final Authentication ANN = new TestingAuthenticationToken("ann", "secret");

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RefCacheAutoConfiguration.class, MemoryStoreAutoConfiguration.class,
				RefCacheContextAutoConfiguration.class));

	private final Worker worker = new Worker();

	@AfterEach
	void close() {
		this.worker.close();
		MDC.clear();
		LocaleContextHolder.resetLocaleContext();
		SecurityContextHolder.clearContext();
	}

	@Test
	void allThatTheCallerKnowsReachesTheRun() {
		ObservationRegistry observations = ObservationRegistry.create();
		observations.observationConfig().observationHandler((context) -> true);
		PlainAccessor tenant = new PlainAccessor("tenant");
		this.runner.withBean("tenant", PlainAccessor.class, () -> tenant).run((context) -> {
			login();
			MDC.put("order", "1");
			LocaleContextHolder.setLocale(Locale.ITALY);
			tenant.set("acme");
			Observation call = Observation.start("call", observations);
			CapturedContext captured = call.scoped(context.getBean(ContextCapture.class)::capture);
			assertThat(this.worker.call(captured, () -> seen(tenant, observations))).containsExactly("ann",
					Map.of("order", "1"), Locale.ITALY, "acme", "call");
			assertThat(this.worker.call(() -> seen(tenant, observations))).containsExactly("nobody", Map.of(),
					Locale.getDefault(), "none", "none");
		});
	}

	@Test
	void runOnTheExecutorHasTheContextOfItsCall() {
		this.runner.withPropertyValues("refcache.task.execution.pool.core-size=1").run((context) -> {
			login();
			MDC.put("order", "1");
			assertThat(call(context, "first")).isEqualTo("refcache-task-1: ann, {order=1}");
			SecurityContextHolder.clearContext();
			MDC.clear();
			assertThat(call(context, "second")).isEqualTo("refcache-task-1: nobody, {}");
		});
	}

	@Test
	void ownCaptureWins() {
		this.runner.withBean("own", ContextCapture.class, () -> ContextCapture.NONE)
			.run((context) -> assertThat(context).hasNotFailed()
				.getBean(ContextCapture.class)
				.isSameAs(ContextCapture.NONE));
	}

	@Test
	void childUsesTheCaptureOfItsParent() {
		this.runner.run((parent) -> this.runner.withParent(parent)
			.run((child) -> assertThat(child.getBean(ContextCapture.class))
				.isSameAs(parent.getBean(ContextCapture.class))));
	}

	@Test
	void switchedOffNothingIsCaptured() {
		this.runner.withPropertyValues("refcache.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(RefCache.class)
				.doesNotHaveBean(ContextCapture.class)
				.doesNotHaveBean(ThreadLocalAccessor.class));
	}

	@Test
	void accessorsOfOursAreNobodyElses() {
		this.runner.withBean(AccessorUser.class)
			.run((context) -> assertThat(context.getBean(AccessorUser.class).accessors().stream()).isEmpty());
	}

	@Test
	void beanMayNeedTheCaptureThatUsesIt() {
		this.runner.withBean(CaptureUser.class).run((context) -> {
			CaptureUser user = context.getBean(CaptureUser.class);
			user.set("bob");
			assertThat(this.worker.call(user.capture.capture(), user::get)).isEqualTo("bob");
		});
	}

	@Test
	void withoutContextPropagationNothingIsCaptured() {
		this.runner.withClassLoader(new FilteredClassLoader(ContextRegistry.class.getPackageName()))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(RefCache.class)
				.doesNotHaveBean(ContextCapture.class));
	}

	@Test
	void withoutSlf4jTheOthersAreCaptured() {
		this.runner.withClassLoader(new FilteredClassLoader(MDC.class)).run((context) -> {
			login();
			MDC.put("order", "1");
			assertThat(user(context)).isEqualTo("ann");
			assertThat(entries(context)).isEmpty();
			assertThat(context).doesNotHaveBean(MdcAccessor.class);
		});
	}

	@Test
	void withoutSpringSecurityTheOthersAreCaptured() {
		this.runner.withClassLoader(new FilteredClassLoader("org.springframework.security")).run((context) -> {
			MDC.put("order", "1");
			assertThat(entries(context)).isEqualTo(Map.of("order", "1"));
			assertThat(context).doesNotHaveBean(SecurityContextAccessor.class);
		});
	}

	@Test
	void keysOfTheMdcAreThoseOfTheProperty() {
		this.runner.withPropertyValues("refcache.task.mdc-keys=order, user").run((context) -> {
			List.of("order", "user", "secret").forEach((key) -> MDC.put(key, "1"));
			assertThat(entries(context)).isEqualTo(Map.of("order", "1", "user", "1"));
		});
	}

	@Test
	void emptyListOfKeysIsNoMdc() {
		this.runner.withPropertyValues("refcache.task.mdc-keys=").run((context) -> {
			MDC.put("order", "1");
			assertThat(context.getBean(RefCacheProperties.class).getTask().getMdcKeys()).isEmpty();
			assertThat(entries(context)).isEmpty();
		});
	}

	private static Object call(ApplicationContext context, String key) {
		CallOptions options = CallOptions.of("whoami", key).withAsyncTimeout(Duration.ofSeconds(20));
		RefResponse<String> response = context.getBean(RefCache.class)
			.call(options, (progress) -> Thread.currentThread().getName() + ": " + user() + ", " + entries());
		return ((CacheResponse.Complete<String>) response).value();
	}

	private Map<?, ?> entries(ApplicationContext context) {
		return this.worker.call(context.getBean(ContextCapture.class).capture(),
				RefCacheContextAutoConfigurationTests::entries);
	}

	private String user(ApplicationContext context) {
		return this.worker.call(context.getBean(ContextCapture.class).capture(),
				RefCacheContextAutoConfigurationTests::user);
	}

	private static List<Object> seen(PlainAccessor tenant, ObservationRegistry observations) {
		Observation observation = observations.getCurrentObservation();
		return List.of(user(), entries(), LocaleContextHolder.getLocale(),
				(tenant.get() != null) ? tenant.get() : "none",
				(observation != null) ? observation.getContext().getName() : "none");
	}

	private static Map<?, ?> entries() {
		Map<String, String> entries = MDC.getCopyOfContextMap();
		return (entries != null) ? entries : Map.of();
	}

	private static String user() {
		Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
		return (authentication != null) ? authentication.getName() : "nobody";
	}

	private static void login() {
		SecurityContextHolder.getContext().setAuthentication(ANN);
	}

	record AccessorUser(ObjectProvider<ThreadLocalAccessor<?>> accessors) {

	}

	static class CaptureUser extends PlainAccessor {

		private final ContextCapture capture;

		CaptureUser(ContextCapture capture) {
			super("user");
			this.capture = capture;
		}

	}

}
