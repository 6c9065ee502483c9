package io.refcache.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ExitTests {

	@Test
	void failureEndsTheJvmThoughThreadsGoOn() throws Exception {
		assertThat(statusOf("fail")).isEqualTo(1);
	}

	@Test
	void successEndsTheJvmThoughThreadsGoOn() throws Exception {
		assertThat(statusOf("succeed")).isZero();
	}

	@Test
	void whatDoesNotEndIsEnded() throws Exception {
		assertThat(statusOf("stay")).isEqualTo(1);
	}

	private static int statusOf(String what) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), Program.class.getName(), what)
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		try {
			assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
			return process.exitValue();
		}
		finally {
			process.destroyForcibly();
		}
	}

	static final class Program {

		public static void main(String[] arguments) {
			CountDownLatch never = new CountDownLatch(1);
			new Thread(() -> await(never)).start();
			Exit.after(() -> {
				switch (arguments[0]) {
					case "fail" -> throw new IllegalStateException("failed");
					case "stay" -> {
						Exit.within(Duration.ofMillis(10));
						never.await();
					}
					default -> {
					}
				}
			});
		}

		private static void await(CountDownLatch never) {
			try {
				never.await();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
