package io.refcache.metrics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.refcache.RetryOptions;
import io.refcache.engine.CallSpec;
import io.refcache.task.RunRejectedException;
import io.refcache.testing.EngineFixture;
import org.junit.jupiter.api.Test;

import static io.refcache.testing.EngineFixture.retrying;
import static io.refcache.testing.EngineFixture.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The tables of meters are what is measured.
 */
class MeterTableTests {

	private static final Path SOURCE = Path.of("src/main/java/io/refcache/metrics/MeterNames.java");

	private static final Path DOCUMENT = Path.of("../docs/operations.md");

	private static final Pattern SOURCE_ROW = Pattern
		.compile("<tr> <td>(.*?)</td> <td>(.*?)</td> <td>(.*?)</td> <td>(.*?)</td> <td>(.*?)</td> </tr>");

	private static final Pattern DOCUMENT_ROW = Pattern
		.compile("(?m)^\\| (`refcache[^|]*) \\|([^|]*)\\|([^|]*)\\|([^|]*)\\|([^|]*)\\|$");

	private static final Pattern CONSTANT = Pattern.compile("String ([A-Z_]+) = \"([^\"]+)\"");

	@Test
	void documentSaysWhatTheSourceSays() {
		Map<String, List<String>> documented = rows(DOCUMENT_ROW, read(DOCUMENT));
		assertThat(source()).hasSizeGreaterThan(8)
			.allSatisfy((name, row) -> assertThat(documented).containsEntry(name, row));
	}

	@Test
	void tableIsWhatIsMeasured() {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		TaskMeters meters = new TaskMeters(registry);
		try (EngineFixture fixture = EngineFixture.with((builder) -> builder.listeners(List.of(meters)))) {
			new CacheMeters(fixture.engine(), fixture.store()).bindTo(registry);
			useAll(fixture);
		}
		Map<String, String> measured = new TreeMap<>();
		registry.getMeters().forEach((meter) -> measured.put("`%s`".formatted(meter.getId().getName()), shape(meter)));
		Map<String, String> listed = new TreeMap<>();
		source().forEach((name, row) -> listed.put(name, shape(row)));
		assertThat(listed).isEqualTo(measured);
	}

	private static void useAll(EngineFixture fixture) {
		CallSpec spec = retrying(Duration.ZERO, "manual", RetryOptions.DEFAULTS.withMaxRetries(1));
		fixture.call(spec, "key", (context) -> {
			throw new IOException("expected");
		});
		fixture.manual().runAll();
		fixture.time().advance(RetryOptions.DEFAULTS.delay());
		fixture.manual().runAll();
		fixture.tasks().cleanup(Duration.ZERO);
		fixture.engine().stop(Duration.ZERO);
		assertThatExceptionOfType(RunRejectedException.class)
			.isThrownBy(() -> fixture.call(spec(Duration.ZERO, "manual"), "other", (context) -> "never"));
	}

	private static String shape(Meter meter) {
		String type = meter.getId().getType().name().toLowerCase(Locale.ROOT).replace('_', ' ');
		String unit = meter.getId().getBaseUnit();
		return "%s/%s/%s".formatted(type, (unit != null) ? unit : "",
				meter.getId().getTags().stream().map(Tag::getKey).collect(Collectors.toCollection(TreeSet::new)));
	}

	private static String shape(List<String> row) {
		TreeSet<String> tags = Pattern.compile("`([a-z]+)`")
			.matcher(row.get(2))
			.results()
			.map((tag) -> tag.group(1))
			.filter((word) -> !word.equals("true"))
			.collect(Collectors.toCollection(TreeSet::new));
		return "%s/%s/%s".formatted(row.get(0), row.get(1), tags);
	}

	private static Map<String, List<String>> source() {
		String source = read(SOURCE);
		String text = source.replaceAll("(?m)^ \\* ?", "").replaceAll("\\s+", " ");
		for (MatchResult constant : CONSTANT.matcher(source).results().toList()) {
			text = text.replace("{@value #%s}".formatted(constant.group(1)), "`%s`".formatted(constant.group(2)));
		}
		return rows(SOURCE_ROW, text.replaceAll("\\{@code ([^}]+)}", "`$1`"));
	}

	private static Map<String, List<String>> rows(Pattern pattern, String text) {
		Map<String, List<String>> rows = new TreeMap<>();
		pattern.matcher(text)
			.results()
			.forEach((row) -> rows.put(row.group(1).strip(),
					List.of(row.group(2).strip(), row.group(3).strip(), row.group(4).strip(), row.group(5).strip())));
		return rows;
	}

	private static String read(Path path) {
		try {
			return Files.readString(path);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
