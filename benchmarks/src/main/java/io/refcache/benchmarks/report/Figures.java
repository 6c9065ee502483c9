package io.refcache.benchmarks.report;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was measured on one JDK.
 */
final class Figures {

	private static final String ENVIRONMENT = "environment.json";

	private final Map<String, Measured> measured = new TreeMap<>();

	private final JsonNode environment;

	/**
	 * Whether a directory has figures of a run that has ended.
	 */
	static boolean areIn(Path directory) {
		return Files.exists(directory.resolve(ENVIRONMENT));
	}

	/**
	 * Reads all that is in a directory.
	 */
	Figures(Path directory) throws IOException {
		JsonMapper json = JsonMapper.builder().build();
		this.environment = json.readTree(directory.resolve(ENVIRONMENT));
		try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.json")) {
			for (Path file : files) {
				if (!file.endsWith(ENVIRONMENT)) {
					json.readTree(file).valueStream().map(Measured::of).forEach(this::add);
				}
			}
		}
	}

	private void add(Measured figure) {
		this.measured.put(figure.name(), figure);
	}

	Collection<Measured> all() {
		return this.measured.values();
	}

	@Nullable Measured find(String name) {
		return this.measured.get(name);
	}

	@Nullable Double find(String name, Metric metric) {
		Measured figure = find(name);
		return (figure != null) ? metric.of(figure) : null;
	}

	/**
	 * What is known of where and when.
	 */
	String environment(String name) {
		return this.environment.path(name).stringValue("");
	}

}
