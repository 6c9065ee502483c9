package io.refcache.benchmarks;

import java.util.stream.Stream;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * An application that has the starter, and what a benchmark adds to it.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class BenchmarkApplication {

	/**
	 * Property of an application whose calls are not observed.
	 */
	static final String UNOBSERVED = "spring.autoconfigure.exclude=io.refcache.observation.RefCacheObservationAutoConfiguration";

	/**
	 * Starts it without a web server.
	 * @param beans what to add: configurations or components
	 * @param properties properties, as {@code name=value}
	 */
	static ConfigurableApplicationContext start(Class<?> beans, String... properties) {
		return run(WebApplicationType.NONE, beans, properties);
	}

	/**
	 * Starts it with Tomcat, on any free port.
	 */
	static ConfigurableApplicationContext startWeb(Class<?> beans, String... properties) {
		return run(WebApplicationType.SERVLET, beans, properties);
	}

	private static ConfigurableApplicationContext run(WebApplicationType type, Class<?> beans, String... properties) {
		return new SpringApplicationBuilder(BenchmarkApplication.class, beans).web(type)
			.bannerMode(Banner.Mode.OFF)
			.logStartupInfo(false)
			.registerShutdownHook(false)
			.properties("logging.level.root=warn", "server.port=0", "spring.jmx.enabled=false")
			.run(Stream.of(properties).map("--"::concat).toArray(String[]::new));
	}

}
