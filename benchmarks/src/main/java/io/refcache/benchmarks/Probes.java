package io.refcache.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs a probe in another JVM.
 */
final class Probes {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private Probes() {
	}

	/**
	 * The other JVM.
	 * @param arguments the class of the probe, what to measure of it, and the file to
	 * write to
	 */
	public static void main(String[] arguments) {
		Exit.after(() -> {
			Probe probe = (Probe) Class.forName(arguments[0]).getDeclaredConstructor().newInstance();
			JSON.writeValue(Path.of(arguments[2]), probe.measure(arguments[1], false));
		});
	}

	static List<ProbeResult> fork(Class<? extends Probe> probe, String part, List<String> options)
			throws IOException, InterruptedException {
		Path file = Files.createTempFile("probe", ".json");
		try {
			List<String> command = new ArrayList<>();
			command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
			command.addAll(options);
			command.addAll(List.of("-cp", System.getProperty("java.class.path"), Probes.class.getName(),
					probe.getName(), part, file.toString()));
			int status = new ProcessBuilder(command).directory(new File("").getAbsoluteFile())
				.inheritIO()
				.start()
				.waitFor();
			if (status != 0) {
				throw new IllegalStateException("%s ended with %d".formatted(probe.getSimpleName(), status));
			}
			return JSON.readValue(file, new TypeReference<>() {
			});
		}
		finally {
			Files.delete(file);
		}
	}

}
