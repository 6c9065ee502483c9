package io.refcache.autoconfigure;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What starts with which libraries: each application runs in a JVM of its own, whose
 * class path is a part of this one's.
 */
class AbsentLibraryTests {

	private static final String SERVED = SmallApplication.SUCCESS + "hit=true future=true reference=true endpoint=";

	/** What the starter brings, by the names of its jars. */
	private static final Set<String> STARTER = Set.of("aspectjweaver", "caffeine", "commons-logging",
			"context-propagation", "jackson-annotations", "jackson-core", "jackson-databind", "jakarta.annotation-api",
			"jspecify", "jul-to-slf4j", "log4j-api", "log4j-to-slf4j", "logback-classic", "logback-core",
			"micrometer-commons", "micrometer-core", "micrometer-jakarta9", "micrometer-observation", "slf4j-api",
			"snakeyaml", "spring-aop", "spring-beans", "spring-boot", "spring-boot-actuator",
			"spring-boot-actuator-autoconfigure", "spring-boot-autoconfigure", "spring-boot-health",
			"spring-boot-jackson", "spring-boot-micrometer-metrics", "spring-boot-micrometer-observation",
			"spring-context", "spring-core", "spring-expression", "HdrHistogram", "LatencyUtils");

	private static final Set<String> WEB = Set.of("jakarta.servlet-api", "spring-boot-http-converter",
			"spring-boot-servlet", "spring-boot-tomcat", "spring-boot-web-server", "spring-boot-webmvc", "spring-web",
			"spring-webmvc", "tomcat-embed-core", "tomcat-embed-el", "tomcat-embed-websocket");

	private static final Pattern VERSION = Pattern.compile("-\\d[^/]*\\.jar$");

	@Test
	void starterAloneIsEnough() throws Exception {
		assertThat(run(classPath(STARTER::contains))).contains(SERVED + "false");
	}

	@Test
	void orderOfTheJarsDoesNotMatter() throws Exception {
		List<String> reversed = new ArrayList<>(classPath(this::isOfStarterOrWeb));
		Collections.reverse(reversed);
		assertThat(run(reversed)).contains(SERVED + "true");
	}

	@ParameterizedTest
	@ValueSource(strings = { "aspectjweaver|context-propagation", "spring-boot-actuator.*|spring-boot-health",
			"micrometer-.*|spring-boot-micrometer-.*|spring-boot-actuator.*|spring-boot-health|HdrHistogram",
			"jackson-(core|databind)|spring-boot-jackson", "slf4j-api|jul-to-slf4j|log4j-.*|logback-.*" })
	void libraryMayBeAbsent(String absent) throws Exception {
		Predicate<String> isAbsent = Pattern.compile(absent).asMatchPredicate();
		assertThat(run(classPath((jar) -> STARTER.contains(jar) && !isAbsent.test(jar)))).contains(SERVED + "false");
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring-webmvc|spring-boot-webmvc", "jakarta.servlet-api|.*tomcat.*|spring-boot-servlet",
			"jackson-(core|databind)|spring-boot-jackson" })
	void libraryOfTheWebMayBeAbsent(String absent) throws Exception {
		Predicate<String> isAbsent = Pattern.compile(absent).asMatchPredicate();
		assertThat(run(classPath((jar) -> isOfStarterOrWeb(jar) && !isAbsent.test(jar)))).contains(SERVED);
	}

	@Test
	void transactionsMayBePresentWithoutADatabase() throws Exception {
		assertThat(run(classPath((jar) -> STARTER.contains(jar) || jar.equals("spring-tx"))))
			.contains(SERVED + "false");
	}

	@Test
	void absentStoreIsReported() throws Exception {
		assertThat(run(classPath((jar) -> STARTER.contains(jar) && !jar.equals("caffeine"))))
			.contains("APPLICATION FAILED TO START")
			.contains("There is no store for 'refcache.store.type=memory'")
			.contains("Add com.github.ben-manes.caffeine:caffeine")
			.doesNotContain(SmallApplication.SUCCESS);
	}

	private boolean isOfStarterOrWeb(String jar) {
		return STARTER.contains(jar) || WEB.contains(jar);
	}

	/** Folders are this module's classes and its tests. */
	private static List<String> classPath(Predicate<String> jars) {
		List<String> all = List.of(System.getProperty("java.class.path").split(File.pathSeparator));
		return all.stream().filter((entry) -> !entry.endsWith(".jar") || jars.test(nameOf(entry))).toList();
	}

	private static String nameOf(String jar) {
		return VERSION.matcher(Path.of(jar).getFileName().toString()).replaceFirst("");
	}

	private static String run(List<String> classPath) throws IOException, InterruptedException {
		List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp",
				classPath.stream().distinct().collect(Collectors.joining(File.pathSeparator)),
				SmallApplication.class.getName());
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
		builder.environment().remove("JAVA_TOOL_OPTIONS");
		Process process = builder.start();
		try (InputStream out = process.getInputStream()) {
			String output = new String(out.readAllBytes(), StandardCharsets.UTF_8);
			assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
			return output;
		}
		finally {
			process.destroyForcibly();
		}
	}

}
