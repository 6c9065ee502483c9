package io.refcache.benchmarks;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

import io.refcache.ProgressCallback;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Polls of a running task over HTTP, each client on a connection of its own, beside a
 * controller of the same application that returns a constant record.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 8, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgs = { "-Xms1g", "-Xmx1g" })
@Threads(8)
public class HttpPollBenchmark {

	private static final int WARM_UP_REQUESTS = Integer.getInteger("benchmarks.warm-up-requests", 40_000);

	private ConfigurableApplicationContext context;

	private PollBenchmark.Running running;

	private int port;

	private String path;

	@Setup
	public void start() throws IOException, InterruptedException {
		// A connection is closed after 100 requests by default.
		this.context = BenchmarkApplication.startWeb(HttpConfiguration.class,
				"server.tomcat.max-keep-alive-requests=-1");
		this.running = this.context.getBean(PollBenchmark.Running.class);
		this.port = ((WebServerApplicationContext) this.context).getWebServer().getPort();
		this.path = "/refcache/" + this.running.value(ProgressCallback.NOOP).refId();
		this.running.awaitStart();
		warmUp();
	}

	/**
	 * One client at a time, so that there is a processor left to compile. Both are asked
	 * for, as in an application.
	 */
	private void warmUp() throws IOException {
		try (HttpConnection connection = new HttpConnection(this.port)) {
			for (int i = 0; i < WARM_UP_REQUESTS; i++) {
				connection.get(this.path, 202);
				connection.get("/constant", 200);
			}
		}
	}

	@TearDown
	public void stop() {
		this.running.end();
		this.context.close();
	}

	@Benchmark
	public int poll(Client client) throws IOException {
		return client.connection.get(this.path, 202);
	}

	@Benchmark
	public int constant(Client client) throws IOException {
		return client.connection.get("/constant", 200);
	}

	/**
	 * A client with a connection.
	 */
	@State(Scope.Thread)
	public static class Client {

		private HttpConnection connection;

		@Setup
		public void connect(HttpPollBenchmark server) throws IOException {
			this.connection = new HttpConnection(server.port);
		}

		@TearDown
		public void disconnect() throws IOException {
			this.connection.close();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class HttpConfiguration {

		@Bean
		PollBenchmark.Running running() {
			return new PollBenchmark.Running();
		}

		@Bean
		ConstantController constantController() {
			return new ConstantController();
		}

	}

	@RestController
	static class ConstantController {

		private final Constant constant = new Constant("default:00000000000000000000000000000000", "processing", false,
				true, Instant.EPOCH, new Progress(3, 10, "reading", 30.0), "reading");

		@GetMapping("/constant")
		Constant constant() {
			return this.constant;
		}

	}

	record Constant(String refId, String status, boolean isComplete, boolean isAsync, Instant startedAt,
			Progress progress, String message) {
	}

	record Progress(long current, long total, String message, double percentage) {
	}

}
