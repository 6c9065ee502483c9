package io.refcache.benchmarks;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The end of a JVM whose threads may go on, those of a measured application among them.
 */
final class Exit {

	private Exit() {
	}

	/**
	 * Runs something, and ends the JVM: with 1, and what was thrown, if it failed.
	 */
	static void after(Body body) {
		int status = 1;
		try {
			body.run();
			status = 0;
		}
		catch (Throwable ex) {
			ex.printStackTrace();
		}
		System.exit(status);
	}

	/**
	 * Ends the JVM with 1 if it has not ended by then.
	 */
	static void within(Duration time) {
		Thread watch = new Thread(() -> {
			try {
				TimeUnit.NANOSECONDS.sleep(time.toNanos());
				System.err.printf("No end within %s%n", time);
				Runtime.getRuntime().halt(1);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}, "exit");
		watch.setDaemon(true);
		watch.start();
	}

	/**
	 * What is to be done.
	 */
	interface Body {

		void run() throws Exception;

	}

}
