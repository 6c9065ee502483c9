package io.refcache.web;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.refcache.AsyncTaskResponse;
import io.refcache.ProgressCallback;
import io.refcache.RefCached;
import io.refcache.RefResponse;
import io.refcache.TaskError;
import io.refcache.TaskStatus;
import io.refcache.aop.RefCachedAutoConfiguration;
import io.refcache.autoconfigure.RefCacheAutoConfiguration;
import io.refcache.memory.MemoryStoreAutoConfiguration;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockServletContext;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;

import static org.awaitility.Awaitility.await;

/**
 * An application whose runs wait until a test lets them go on, with a catch-all handler
 * of its own.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({ AopAutoConfiguration.class, JacksonAutoConfiguration.class,
		HttpMessageConvertersAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
		WebMvcAutoConfiguration.class, RefCacheAutoConfiguration.class, MemoryStoreAutoConfiguration.class,
		RefCachedAutoConfiguration.class, RefCacheWebMvcAutoConfiguration.class })
class WebTestApplication {

	static AnnotationConfigWebApplicationContext start(String... properties) {
		AnnotationConfigWebApplicationContext context = new AnnotationConfigWebApplicationContext();
		context.setServletContext(new MockServletContext());
		TestPropertyValues.of(properties).applyTo(context);
		context.register(WebTestApplication.class);
		context.refresh();
		return context;
	}

	@Bean
	Reports reports() {
		return new Reports();
	}

	@Bean
	ThreadPoolTaskExecutor tiny() {
		ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
		executor.setCorePoolSize(1);
		executor.setMaxPoolSize(1);
		executor.setQueueCapacity(0);
		return executor;
	}

	static class Reports {

		private final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();

		private final Map<String, ProgressCallback> reporters = new ConcurrentHashMap<>();

		private final AtomicInteger runs = new AtomicInteger();

		@RefCached(asyncTimeout = "0s")
		public String value(String id) {
			return waitFor(id);
		}

		@RefCached(asyncTimeout = "0s", exposed = true)
		public String exposed(String id) {
			return waitFor(id);
		}

		@RefCached(asyncTimeout = "0s")
		public RefResponse<String> response(String id) {
			return RefResponse.of(waitFor(id));
		}

		@RefCached(asyncTimeout = "0s")
		public CompletableFuture<String> future(String id) {
			return CompletableFuture.completedFuture(waitFor(id));
		}

		@RefCached(asyncTimeout = "0s")
		public String failing(String id) {
			waitFor(id);
			throw new IllegalStateException("the password is 1234");
		}

		@RefCached(asyncTimeout = "0s")
		public String progress(String id, ProgressCallback progress) {
			this.reporters.put(id, progress);
			return waitFor(id);
		}

		/**
		 * Reports for a task that waits.
		 */
		void report(String id, long current, long total) {
			await().until(() -> this.reporters.containsKey(id));
			this.reporters.get(id).report(current, total, "so far");
		}

		@RefCached(asyncTimeout = "0s", executor = "tiny")
		public String bulkhead(String id) {
			return waitFor(id);
		}

		void release(String id) {
			gate(id).countDown();
		}

		void releaseAll() {
			this.gates.values().forEach(CountDownLatch::countDown);
		}

		/**
		 * Waits behind a gate that is new for each run.
		 */
		String waitForNext(String id) {
			this.gates.remove(id);
			return waitFor(id);
		}

		void awaitRun(String id) {
			await().until(() -> this.gates.containsKey(id));
		}

		int runs() {
			return this.runs.get();
		}

		String waitFor(String id) {
			this.runs.incrementAndGet();
			try {
				if (!gate(id).await(20, TimeUnit.SECONDS)) {
					throw new IllegalStateException("Nobody lets '%s' go on".formatted(id));
				}
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
			return "report on " + id;
		}

		private CountDownLatch gate(String id) {
			return this.gates.computeIfAbsent(id, (key) -> new CountDownLatch(1));
		}

	}

	@RestController
	static class ReportController {

		private final Reports reports;

		ReportController(Reports reports) {
			this.reports = reports;
		}

		@GetMapping("/value/{id}")
		String value(@PathVariable String id) {
			return this.reports.value(id);
		}

		@PostMapping("/value/{id}")
		String post(@PathVariable String id) {
			return this.reports.value(id);
		}

		@GetMapping(path = "/page/{id}", produces = MediaType.TEXT_HTML_VALUE)
		String page(@PathVariable String id) {
			return "<p>" + this.reports.value(id);
		}

		@GetMapping("/exposed/{id}")
		String exposed(@PathVariable String id) {
			return this.reports.exposed(id);
		}

		@GetMapping("/progress/{id}")
		String progress(@PathVariable String id) {
			return this.reports.progress(id, ProgressCallback.NOOP);
		}

		@GetMapping("/failing/{id}")
		String failing(@PathVariable String id) {
			return this.reports.failing(id);
		}

		@GetMapping("/bulkhead/{id}")
		String bulkhead(@PathVariable String id) {
			return this.reports.bulkhead(id);
		}

		@GetMapping("/future/{id}")
		CompletableFuture<String> future(@PathVariable String id) {
			return this.reports.future(id);
		}

		@GetMapping("/wrapped/{id}")
		String wrapped(@PathVariable String id) {
			try {
				return this.reports.value(id);
			}
			catch (RuntimeException ex) {
				throw new IllegalStateException(ex);
			}
		}

		@GetMapping("/response/{id}")
		RefResponse<String> response(@PathVariable String id) {
			return this.reports.response(id);
		}

		@GetMapping("/entity/{id}")
		ResponseEntity<RefResponse<String>> entity(@PathVariable String id) {
			return ResponseEntity.ok().header("X-Own", "kept").body(this.reports.response(id));
		}

		@GetMapping("/status/{id}")
		ResponseEntity<RefResponse<String>> status(@PathVariable String id) {
			return ResponseEntity.status(HttpStatus.ALREADY_REPORTED).body(this.reports.response(id));
		}

		@GetMapping("/located/{id}")
		ResponseEntity<RefResponse<String>> located(@PathVariable String id) {
			return ResponseEntity.ok().location(URI.create("/elsewhere")).body(this.reports.response(id));
		}

		@GetMapping("/ended/{id}")
		RefResponse<String> ended(@PathVariable String id) {
			AsyncTaskResponse<String> task = (AsyncTaskResponse<String>) this.reports.response(id);
			return new AsyncTaskResponse<>(task.refId(), TaskStatus.FAILED, task.startedAt(), null,
					"Task failed: the password is 1234", null,
					new TaskError("java.lang.IllegalStateException", "the password is 1234", "e1"), null, 2, 0, false,
					null, task.format());
		}

		@GetMapping("/nested/{id}")
		Map<String, Object> nested(@PathVariable String id) {
			RefResponse<String> ended = ended(id);
			return Map.of("list", List.of(ended), "entity", Optional.of(ended), "error",
					((AsyncTaskResponse<?>) ended).error());
		}

		@GetMapping("/refused")
		String refused() {
			throw new TaskRejectedException("A pool of the application's own is full");
		}

		@GetMapping("/broken")
		String broken() {
			throw new IllegalStateException("broken");
		}

	}

	@RestControllerAdvice
	static class CatchAll {

		@ExceptionHandler(Exception.class)
		ResponseEntity<String> any(Exception ex) {
			return ResponseEntity.internalServerError().body("caught");
		}

	}

}
