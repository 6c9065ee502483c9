package io.refcache.sample;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The packaged application in a JVM of its own, on any free port.
 */
final class PackagedApplication implements AutoCloseable {

	private static final Pattern STARTED = Pattern.compile("Tomcat started on port (\\d+)");

	private final Process process;

	private final StringBuilder log = new StringBuilder();

	private final int port;

	private PackagedApplication(Process process) throws IOException {
		this.process = process;
		BufferedReader output = process.inputReader();
		this.port = readPort(output);
		Thread reader = new Thread(() -> drain(output), "log of the application");
		reader.setDaemon(true);
		reader.start();
	}

	/**
	 * Starts it, and waits until it is there.
	 * @param option an option of the JVM
	 * @param argument an argument of the application
	 */
	static PackagedApplication start(String option, String argument) throws IOException {
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		ProcessBuilder builder = new ProcessBuilder(java, option, "-jar", System.getProperty("sample.jar"),
				"--server.port=0", "--sample.audit.async-timeout=0s", argument)
			.redirectErrorStream(true);
		builder.environment().remove("JAVA_TOOL_OPTIONS");
		Process process = builder.start();
		try {
			return new PackagedApplication(process);
		}
		catch (IOException | RuntimeException ex) {
			process.destroyForcibly();
			throw ex;
		}
	}

	private int readPort(BufferedReader output) throws IOException {
		for (String line = output.readLine(); line != null; line = output.readLine()) {
			this.log.append(line).append('\n');
			Matcher started = STARTED.matcher(line);
			if (started.find()) {
				return Integer.parseInt(started.group(1));
			}
		}
		throw new IllegalStateException("The application did not start:\n" + this.log);
	}

	/** A full pipe would stop it. */
	private static void drain(BufferedReader output) {
		try {
			output.transferTo(Writer.nullWriter());
		}
		catch (IOException ex) {
			// It has been stopped.
		}
	}

	int port() {
		return this.port;
	}

	/**
	 * What it said until it had started.
	 */
	String log() {
		return this.log.toString();
	}

	@Override
	public void close() {
		this.process.destroy();
	}

}
