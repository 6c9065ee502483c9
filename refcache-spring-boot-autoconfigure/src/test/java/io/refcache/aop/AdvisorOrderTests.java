package io.refcache.aop;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.refcache.RefCache;
import io.refcache.RefCached;
import io.refcache.TaskInProgressException;
import io.refcache.task.TaskRegistry;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.constraints.NotBlank;
import org.aspectj.lang.JoinPoint;
import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.annotation.After;
import org.aspectj.lang.annotation.AfterReturning;
import org.aspectj.lang.annotation.AfterThrowing;
import org.aspectj.lang.annotation.Around;
import org.aspectj.lang.annotation.Aspect;
import org.aspectj.lang.annotation.Before;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.prepost.PostFilter;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.validation.annotation.Validated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/**
 * On which side of the advice its neighbours are: what is outside runs at every call,
 * what is inside once for each run, on the thread of the run.
 */
class AdvisorOrderTests {

	private final ApplicationContextRunner runner = TestContexts.runner();

	@AfterEach
	void clear() {
		SecurityContextHolder.clearContext();
	}

	@Test
	void preAuthorizeIsCheckedAtEveryCallHitsIncluded() {
		this.runner.withUserConfiguration(MethodSecurity.class).withBean(Guarded.class).run((context) -> {
			Guarded guarded = context.getBean(Guarded.class);
			loginAs("ADMIN");
			int first = guarded.secret("a");
			assertThat(guarded.secret("a")).isEqualTo(first);
			loginAs("USER");
			assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> guarded.secret("a"));
			assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> guarded.secret("b"));
			assertThat(guarded.runs()).isEqualTo(first);
			loginAs("ADMIN");
			assertThat(guarded.secret("b")).isEqualTo(first + 1);
		});
	}

	@Test
	void preAuthorizeIsCheckedBeforeATaskIsStarted() {
		this.runner.withUserConfiguration(MethodSecurity.class).withBean(Guarded.class).run((context) -> {
			loginAs("USER");
			Guarded guarded = context.getBean(Guarded.class);
			assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> guarded.slowSecret("a"));
			assertThat(context.getBean(TaskRegistry.class).list(null, 10)).isEmpty();
		});
	}

	@Test
	void postFilterLooksAtEveryAnswer() {
		this.runner.withUserConfiguration(MethodSecurity.class).withBean(Guarded.class).run((context) -> {
			Guarded guarded = context.getBean(Guarded.class);
			loginAs("alice", "USER");
			assertThat(guarded.namesOfMine("a")).containsExactly("alice");
			loginAs("bob", "USER");
			assertThat(guarded.namesOfMine("a")).containsExactly("bob");
			assertThat(guarded.runs()).isOne();
		});
	}

	@Test
	void aroundAdviceRunsOnceForEachRunOnItsThread() {
		this.runner.withBean(Watched.class).withBean(Clocking.class).run((context) -> {
			Watched watched = context.getBean(Watched.class);
			Clocking clocking = context.getBean(Clocking.class);
			watched.now("a");
			watched.now("a");
			assertThat(clocking.threads).containsExactly(Thread.currentThread().getName());
			assertThat(valueOf(context.getBean(RefCache.class), () -> watched.later("a"))).isEqualTo("a!");
			assertThat(watched.later("a")).isEqualTo("a!");
			assertThat(clocking.threads).hasSize(2);
			assertThat(clocking.threads.get(1)).startsWith("refcache-task-");
		});
	}

	@Test
	void orderOfTheAdvisorMovesIt() {
		this.runner.withBean(Watched.class)
			.withBean(EarlyClocking.class)
			.withPropertyValues("refcache.aop.order=2147483000")
			.run((context) -> {
				callTwice(context.getBean(Watched.class));
				assertThat(context.getBean(EarlyClocking.class).calls).hasValue(2);
			});
		this.runner.withBean(Watched.class)
			.withBean(EarlyClocking.class)
			.withPropertyValues("refcache.aop.order=100")
			.run((context) -> {
				callTwice(context.getBean(Watched.class));
				assertThat(context.getBean(EarlyClocking.class).calls).hasValue(1);
			});
	}

	@Test
	void beforeAdviceWorksOnTheWorker() {
		assertAdvice("before a", "a");
	}

	@Test
	void afterAdviceWorksOnTheWorker() {
		assertAdvice("after a", "a");
	}

	@Test
	void afterReturningAdviceWorksOnTheWorker() {
		assertAdvice("returned a", "a");
	}

	@Test
	void aroundAdviceWorksOnTheWorker() {
		assertAdvice("around a", "a");
	}

	@Test
	void afterThrowingAdviceWorksOnTheWorker() {
		assertAdvice("threw bad", "bad");
	}

	@Test
	void validationIsInnermost() {
		this.runner.withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
			.withBean(Validating.class)
			.withBean(Clocking.class)
			.run((context) -> {
				Validating validating = context.getBean(Validating.class);
				assertThatExceptionOfType(ConstraintViolationException.class).isThrownBy(() -> validating.now(""));
				assertThatExceptionOfType(ConstraintViolationException.class).isThrownBy(() -> validating.now(""));
				assertThat(validating.now("a")).isEqualTo("a");
				TaskRegistry tasks = context.getBean(TaskRegistry.class);
				TaskInProgressException ex = catchThrowableOfType(TaskInProgressException.class,
						() -> validating.later(""));
				String refId = ex.getResponse().refId();
				context.getBean(Clocking.class).gate.countDown();
				await().until(() -> tasks.find(refId).orElseThrow().status().isEnded());
				assertThat(tasks.find(refId).orElseThrow().error().type())
					.isEqualTo(ConstraintViolationException.class.getName());
			});
	}

	/** The worker waits in the advice until the caller has its reference. */
	private void assertAdvice(String line, String id) {
		this.runner.withBean(Advised.class).withBean(EveryAdvice.class).run((context) -> {
			EveryAdvice advice = context.getBean(EveryAdvice.class);
			Advised advised = context.getBean(Advised.class);
			TaskInProgressException ex = catchThrowableOfType(TaskInProgressException.class, () -> advised.later(id));
			advised.release();
			String refId = ex.getResponse().refId();
			TaskRegistry tasks = context.getBean(TaskRegistry.class);
			await().until(() -> tasks.find(refId).orElseThrow().status().isEnded());
			assertThat(advice.lines).anySatisfy((seen) -> assertThat(seen).startsWith(line + " on refcache-task-"));
			if (id.equals("bad")) {
				assertThatThrownBy(() -> context.getBean(RefCache.class).resolve(refId, String.class))
					.hasMessageContaining("bad");
			}
		});
	}

	private static void callTwice(Watched watched) {
		assertThat(watched.now("x")).isEqualTo("x").isEqualTo(watched.now("x"));
	}

	private static Object valueOf(RefCache refCache, Runnable call) {
		TaskInProgressException ex = catchThrowableOfType(TaskInProgressException.class, call::run);
		Watched.gate.countDown();
		String refId = ex.getResponse().refId();
		await().until(() -> refCache.taskStatus(refId).orElseThrow().status().isEnded());
		return refCache.resolve(refId, Object.class);
	}

	private static void loginAs(String role) {
		loginAs("somebody", role);
	}

	private static void loginAs(String name, String role) {
		SecurityContextHolder.getContext()
			.setAuthentication(new TestingAuthenticationToken(name, null, "ROLE_" + role));
	}

	private static void pass(CountDownLatch gate) {
		try {
			assertThat(gate.await(20, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableMethodSecurity
	static class MethodSecurity {

	}

	static class Guarded {

		private final AtomicInteger runs = new AtomicInteger();

		int runs() {
			return this.runs.get();
		}

		@RefCached(policy = "default")
		@PreAuthorize("hasRole('ADMIN')")
		public int secret(String id) {
			return this.runs.incrementAndGet();
		}

		@RefCached(policy = "default", asyncTimeout = "0s")
		@PreAuthorize("hasRole('ADMIN')")
		public int slowSecret(String id) {
			return this.runs.incrementAndGet();
		}

		@RefCached(policy = "default")
		@PostFilter("filterObject == authentication.name")
		public String[] namesOfMine(String id) {
			this.runs.incrementAndGet();
			return new String[] { "alice", "bob" };
		}

	}

	static class Watched {

		static volatile CountDownLatch gate = new CountDownLatch(1);

		@RefCached
		public String now(String id) {
			return id;
		}

		@RefCached(asyncTimeout = "0s")
		public String later(String id) {
			pass(gate);
			return id + "!";
		}

	}

	@Aspect
	static class Clocking {

		final List<String> threads = new CopyOnWriteArrayList<>();

		final CountDownLatch gate = new CountDownLatch(1);

		@Around("execution(* io.refcache.aop.AdvisorOrderTests.Watched.*(..))")
		public Object measure(ProceedingJoinPoint call) throws Throwable {
			this.threads.add(Thread.currentThread().getName());
			return call.proceed();
		}

		@Before("execution(* io.refcache.aop.AdvisorOrderTests.Validating.later(..))")
		public void hold() {
			pass(this.gate);
		}

	}

	@Aspect
	@Order(1000)
	static class EarlyClocking {

		final AtomicInteger calls = new AtomicInteger();

		@Around("execution(* io.refcache.aop.AdvisorOrderTests.Watched.*(..))")
		public Object measure(ProceedingJoinPoint call) throws Throwable {
			this.calls.incrementAndGet();
			return call.proceed();
		}

	}

	static class Advised {

		private final CountDownLatch gate = new CountDownLatch(1);

		void release() {
			this.gate.countDown();
		}

		@RefCached(asyncTimeout = "0s")
		public String later(String id) {
			pass(this.gate);
			if (id.equals("bad")) {
				throw new IllegalArgumentException("bad");
			}
			return id;
		}

	}

	@Aspect
	static class EveryAdvice {

		private static final String CALL = "execution(* io.refcache.aop.AdvisorOrderTests.Advised.*(..)) && args(id)";

		final List<String> lines = new CopyOnWriteArrayList<>();

		@Before(value = CALL, argNames = "point,id")
		public void before(JoinPoint point, String id) {
			note("before " + id);
		}

		@After(value = CALL, argNames = "id")
		public void after(String id) {
			note("after " + id);
		}

		@AfterReturning(value = CALL, returning = "value", argNames = "id,value")
		public void returned(String id, String value) {
			note("returned " + value);
		}

		@AfterThrowing(value = CALL, throwing = "failure", argNames = "id,failure")
		public void threw(String id, IllegalArgumentException failure) {
			note("threw " + failure.getMessage());
		}

		@Around(value = CALL, argNames = "point,id")
		public Object around(ProceedingJoinPoint point, String id) throws Throwable {
			note("around " + id);
			return point.proceed(new Object[] { id });
		}

		private void note(String line) {
			this.lines.add(line + " on " + Thread.currentThread().getName());
		}

	}

	@Validated
	static class Validating {

		@RefCached
		public String now(@NotBlank String id) {
			return id;
		}

		@RefCached(asyncTimeout = "0s")
		public String later(@NotBlank String id) {
			return id;
		}

	}

}
