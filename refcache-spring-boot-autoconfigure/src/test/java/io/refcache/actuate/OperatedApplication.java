package io.refcache.actuate;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.refcache.AsyncTaskResponse;
import io.refcache.CallOptions;
import io.refcache.RefCache;
import io.refcache.task.TaskRegistry;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A web application with tasks, and an operator who looks at it over HTTP.
 */
final class OperatedApplication implements AutoCloseable {

	private static final HttpClient CLIENT = HttpClient.newHttpClient();

	private final ConfigurableApplicationContext context;

	private final RefCache cache;

	OperatedApplication(String... properties) {
		this.context = new SpringApplicationBuilder(Application.class)
			.properties("server.port=0", "server.address=127.0.0.1", "spring.application.name=ops",
					"management.endpoints.web.exposure.include=*")
			.properties(properties)
			.run();
		this.cache = this.context.getBean(RefCache.class);
	}

	static OperatedApplication unrestricted() {
		return new OperatedApplication("management.endpoint.refcachetasks.access=unrestricted",
				"management.endpoint.refcache.access=unrestricted");
	}

	ConfigurableApplicationContext context() {
		return this.context;
	}

	RefCache cache() {
		return this.cache;
	}

	TaskRegistry tasks() {
		return this.context.getBean(TaskRegistry.class);
	}

	void clear() {
		tasks().list(null, 1000).forEach((task) -> this.cache.delete(task.refId()));
	}

	/**
	 * A task that has failed.
	 */
	String failed(String message) {
		CountDownLatch answered = new CountDownLatch(1);
		CallOptions options = CallOptions.of("operation", message).withAsyncTimeout(Duration.ZERO);
		String refId = ((AsyncTaskResponse<?>) this.cache.call(options, (context) -> {
			await(answered);
			throw new IllegalStateException(message);
		})).refId();
		answered.countDown();
		while (!this.cache.taskStatus(refId).orElseThrow().status().isEnded()) {
			Thread.onSpinWait();
		}
		return refId;
	}

	/**
	 * A task that has reported progress, and goes on until the gate opens.
	 */
	String running(CountDownLatch gate) {
		CountDownLatch reported = new CountDownLatch(1);
		CallOptions options = CallOptions.of("slow", gate.hashCode()).withAsyncTimeout(Duration.ZERO);
		String refId = ((AsyncTaskResponse<?>) this.cache.call(options, (context) -> {
			context.report(1, 4, "secret");
			reported.countDown();
			return gate.await(20, TimeUnit.SECONDS);
		})).refId();
		await(reported);
		return refId;
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return send(request(path).GET());
	}

	HttpResponse<String> getAs(String user, String path) throws IOException, InterruptedException {
		String credentials = Base64.getEncoder().encodeToString((user + ":secret").getBytes());
		return send(request(path).header("Authorization", "Basic " + credentials).GET());
	}

	HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
		return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
	}

	HttpResponse<String> postState(String path, String state) throws IOException, InterruptedException {
		return post(path, "{\"state\":\"%s\"}".formatted(state));
	}

	HttpResponse<String> delete(String path) throws IOException, InterruptedException {
		return send(request(path).DELETE());
	}

	HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
		return CLIENT.send(request.build(), BodyHandlers.ofString());
	}

	HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/actuator%s".formatted(port(), path)));
	}

	/**
	 * The status of a request whose path need not be part of a proper URI.
	 */
	int statusOf(String method, String path) throws IOException {
		try (Socket socket = new Socket("127.0.0.1", port())) {
			String request = "%s /actuator%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
				.formatted(method, path);
			socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
			String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
			return Integer.parseInt(answer.split(" ", 3)[1]);
		}
	}

	/**
	 * The status of a path of the application's own.
	 */
	int statusOnPort(String port, String path) throws IOException, InterruptedException {
		int number = this.context.getEnvironment().getRequiredProperty(port, Integer.class);
		return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(number, path)))).statusCode();
	}

	private int port() {
		Environment environment = this.context.getEnvironment();
		return environment.getProperty("local.management.port", Integer.class,
				environment.getRequiredProperty("local.server.port", Integer.class));
	}

	@Override
	public void close() {
		this.context.close();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		/** No two tasks of one time. */
		@Bean(defaultCandidate = false)
		InstantSource refCacheClock() {
			AtomicLong millis = new AtomicLong(System.currentTimeMillis());
			return () -> Instant.ofEpochMilli(millis.incrementAndGet());
		}

		@Bean
		UserDetailsService users() {
			return new InMemoryUserDetailsManager(
					User.withUsername("operator").password("{noop}secret").roles("OPERATOR").build(),
					User.withUsername("visitor").password("{noop}secret").roles("VISITOR").build());
		}

		@Bean
		SecurityFilterChain openToAll(HttpSecurity http) throws Exception {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
				.httpBasic(Customizer.withDefaults())
				.csrf(CsrfConfigurer::disable)
				.build();
		}

	}

}
