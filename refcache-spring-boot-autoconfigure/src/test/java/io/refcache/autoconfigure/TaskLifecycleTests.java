package io.refcache.autoconfigure;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.refcache.RefCache;
import io.refcache.RefCached;
import io.refcache.TaskInProgressException;
import io.refcache.TaskStatus;
import io.refcache.task.TaskEvent;
import io.refcache.task.TaskListener;
import io.refcache.task.TaskRegistry;
import org.jspecify.annotations.Nullable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tasks of an application that starts, stops and starts again.
 */
@ExtendWith(OutputCaptureExtension.class)
class TaskLifecycleTests {

	private static final String WITHOUT_SECURITY = String.join(",",
			"org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
			"org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration");

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	@AfterAll
	static void silenceTheEngineAgain() {
		LoggingSystem.get(TaskLifecycleTests.class.getClassLoader()).setLogLevel("io.refcache.engine", LogLevel.OFF);
	}

	@Test
	void requestThatIsServedWhileTheServerDrainsCanStartATask() throws Exception {
		try (ConfigurableApplicationContext context = start(WebApplicationType.SERVLET, "server.port=0",
				"server.address=127.0.0.1", "server.shutdown=graceful")) {
			Slow slow = context.getBean(Slow.class);
			Talk talk = context.getBean(Talk.class);
			int port = ((WebServerApplicationContext) context).getWebServer().getPort();
			CompletableFuture<HttpResponse<String>> answer = get(port, "/late");
			await(talk.requested);
			Thread close = new Thread(context::close, "close");
			close.start();
			Awaitility.await().atMost(PATIENCE).until(() -> refused(port));
			talk.letRequestGo.countDown();

			assertThat(answer.get(30, TimeUnit.SECONDS).body()).isEqualTo("made while the server drained");
			close.join(30_000);
			assertThat(close.isAlive()).isFalse();
		}
	}

	@Test
	void taskThatRunsIsWaitedFor() throws Exception {
		Slow slow;
		String refId;
		CompletableFuture<TaskStatus> end = new CompletableFuture<>();
		try (ConfigurableApplicationContext context = start(WebApplicationType.NONE)) {
			slow = context.getBean(Slow.class);
			Talk talk = context.getBean(Talk.class);
			refId = submit(slow, "a");
			talk.onCompleted = () -> end.complete(TaskStatus.COMPLETE);
			await(talk.running);
			new Thread(() -> {
				Awaitility.await().atMost(PATIENCE).until(context::isClosed);
				talk.letTaskGo.countDown();
			}).start();
		}

		assertThat(refId).isNotNull();
		// Listeners are told after it has ended.
		assertThat(end.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(TaskStatus.COMPLETE);
	}

	@Test
	void taskThatOutlastsTheWaitIsListed(CapturedOutput output) {
		String refId;
		try (ConfigurableApplicationContext context = start(WebApplicationType.NONE,
				"refcache.task.shutdown-timeout=10ms")) {
			Slow slow = context.getBean(Slow.class);
			Talk talk = context.getBean(Talk.class);
			refId = submit(slow, "a");
			await(talk.running);
		}

		assertThat(output)
			.contains("Tasks interrupted by shutdown (1): '%s' (TaskLifecycleTests.Slow.build)".formatted(refId));
	}

	@Test
	void contextThatIsStartedAgainTakesTasks() {
		try (ConfigurableApplicationContext context = start(WebApplicationType.NONE)) {
			Slow slow = context.getBean(Slow.class);
			Talk talk = context.getBean(Talk.class);
			context.stop();
			assertThat(catchThrowableOfType(TaskRejectedException.class, () -> slow.build("a")))
				.hasMessageContaining("shutting down");
			context.start();

			String refId = submit(slow, "a");
			talk.letTaskGo.countDown();
			RefCache refCache = context.getBean(RefCache.class);
			Awaitility.await()
				.atMost(PATIENCE)
				.until(() -> refCache.taskStatus(refId).orElseThrow().status() == TaskStatus.COMPLETE);
		}
	}

	@Test
	void contextThatIsMadeAnewSharesNothing() {
		Set<Thread> before = ownThreads();
		for (int i = 0; i < 2; i++) {
			try (ConfigurableApplicationContext context = start(WebApplicationType.NONE)) {
				Slow slow = context.getBean(Slow.class);
				Talk talk = context.getBean(Talk.class);
				submit(slow, "a");
				talk.letTaskGo.countDown();
				assertThat(context.getBean(TaskRegistry.class).list(null, 10)).hasSize(1);
			}
			Awaitility.await().atMost(PATIENCE).until(() -> before.containsAll(ownThreads()));
		}
	}

	@Test
	void waitThatIsLongerThanThePhaseIsReported(CapturedOutput output) {
		start(WebApplicationType.NONE, "refcache.task.shutdown-timeout=40s").close();

		assertThat(output)
			.contains("'refcache.task.shutdown-timeout' (PT40S) exceeds 'spring.lifecycle.timeout-per-shutdown-phase'");
	}

	/** Threads are virtual where there are such; elsewhere fewer real ones do. */
	@Test
	void manyTasksRunAtATime() throws Exception {
		boolean virtual = Runtime.version().feature() >= 21;
		int count = virtual ? 10_000 : 200;
		try (ConfigurableApplicationContext context = start(WebApplicationType.NONE,
				"spring.threads.virtual.enabled=true", "refcache.task.execution.pool.core-size=" + count,
				"refcache.task.execution.pool.queue-capacity=0")) {
			Crowd crowd = context.getBean(Crowd.class);
			CyclicBarrier together = new CyclicBarrier(count + 1);
			context.getBean(Talk.class).together = together;
			List<CompletableFuture<Boolean>> answers = IntStream.range(0, count).mapToObj(crowd::meet).toList();
			Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> together.getNumberWaiting() == count);
			assertThat(context.getBean(TaskRegistry.class).active()).isEqualTo(count);
			together.await(30, TimeUnit.SECONDS);
			CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);

			assertThat(answers).allMatch((answer) -> answer.join() == virtual);
			assertThat(context.getBean(TaskRegistry.class).active()).isZero();
		}
	}

	private static ConfigurableApplicationContext start(WebApplicationType type, String... properties) {
		return new SpringApplicationBuilder(Application.class).web(type)
			.properties("spring.main.banner-mode=off", "logging.level.root=warn", "logging.level.io.refcache=info",
					"logging.level.io.refcache.engine=info", "spring.autoconfigure.exclude=" + WITHOUT_SECURITY)
			.properties(properties)
			.run();
	}

	private static Set<Thread> ownThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("refcache"))
			.collect(Collectors.toSet());
	}

	private static String submit(Slow slow, String id) {
		return catchThrowableOfType(TaskInProgressException.class, () -> slow.build(id)).getResponse().refId();
	}

	private static CompletableFuture<HttpResponse<String>> get(int port, String path) {
		return HttpClient.newHttpClient()
			.sendAsync(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
					HttpResponse.BodyHandlers.ofString());
	}

	private static boolean refused(int port) {
		try {
			new Socket("127.0.0.1", port).close();
			return false;
		}
		catch (IOException ex) {
			return true;
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Talk talk() {
			return new Talk();
		}

		@Bean
		Slow slow(Talk talk) {
			return new Slow(talk);
		}

		@Bean
		Crowd crowd(Talk talk) {
			return new Crowd(talk);
		}

		@Bean
		Controller controller(Slow slow, Talk talk) {
			return new Controller(slow, talk);
		}

		@Bean
		Listening listening(Talk talk) {
			return new Listening(talk);
		}

	}

	/** What test and beans tell each other. */
	static class Talk {

		final CountDownLatch requested = new CountDownLatch(1);

		final CountDownLatch letRequestGo = new CountDownLatch(1);

		final CountDownLatch running = new CountDownLatch(1);

		final CountDownLatch letTaskGo = new CountDownLatch(1);

		volatile @Nullable CyclicBarrier together;

		volatile Runnable onCompleted = () -> {
		};

	}

	static class Slow {

		private final Talk talk;

		Slow(Talk talk) {
			this.talk = talk;
		}

		@RefCached(asyncTimeout = "0s")
		public String build(String id) throws InterruptedException {
			this.talk.running.countDown();
			this.talk.letTaskGo.await();
			return id;
		}

		@RefCached(asyncTimeout = "30s")
		public String quick(String text) {
			return text;
		}

	}

	static class Crowd {

		private final Talk talk;

		Crowd(Talk talk) {
			this.talk = talk;
		}

		@RefCached
		public CompletableFuture<Boolean> meet(int id) {
			try {
				this.talk.together.await(2, TimeUnit.MINUTES);
				return CompletableFuture.completedFuture(isVirtual());
			}
			catch (Exception ex) {
				return CompletableFuture.failedFuture(ex);
			}
		}

		private static boolean isVirtual() throws ReflectiveOperationException {
			return ClassUtils.hasMethod(Thread.class, "isVirtual")
					&& (boolean) Thread.class.getMethod("isVirtual").invoke(Thread.currentThread());
		}

	}

	@RestController
	static class Controller {

		private final Slow slow;

		private final Talk talk;

		Controller(Slow slow, Talk talk) {
			this.slow = slow;
			this.talk = talk;
		}

		@GetMapping("/late")
		String late() {
			this.talk.requested.countDown();
			TaskLifecycleTests.await(this.talk.letRequestGo);
			return this.slow.quick("made while the server drained");
		}

	}

	static class Listening implements TaskListener {

		private final Talk talk;

		Listening(Talk talk) {
			this.talk = talk;
		}

		@Override
		public void completed(TaskEvent event) {
			this.talk.onCompleted.run();
		}

	}

}
