package io.refcache.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

import io.refcache.FailureReports;
import io.refcache.aop.RefCachedAutoConfiguration;
import io.refcache.memory.MemoryStoreAutoConfiguration;
import io.refcache.preview.PreviewStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.Ordered;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

class RefCachePropertiesTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class, RefCacheAutoConfiguration.class,
				MemoryStoreAutoConfiguration.class, RefCachedAutoConfiguration.class));

	@ParameterizedTest(name = "{0}={1}")
	@CsvSource({ "refcache.enabled, perhaps", "refcache.enabled, off", "refcache.name, 1st", "refcache.name, two words",
			"refcache.name, a:b", "refcache.name, ''", "refcache.default-namespace, user",
			"refcache.default-namespace, 'a:tenant:'", "refcache.default-namespace, {userid}",
			"refcache.default-namespace, {", "refcache.policies.p.owner, bob",
			"refcache.policies.p.user-permissions, write-all", "refcache.policies.p.denied-actors, alice",
			"refcache.default-namespace, ' '", "refcache.default-ttl, 0s", "refcache.default-ttl, -1s",
			"refcache.default-ttl, soon", "refcache.default-ttl, ''", "refcache.task.async-timeout, -1s",
			"refcache.task.async-timeout, soon", "refcache.task.retention, 0s", "refcache.task.retention, -1s",
			"refcache.task.max-retained, 0", "refcache.task.max-retained, many", "refcache.task.max-active, 0",
			"refcache.task.max-active, -1", "refcache.task.execution.pool.core-size, 0",
			"refcache.task.execution.pool.max-size, 15", "refcache.task.execution.pool.queue-capacity, -1",
			"refcache.task.execution.pool.keep-alive, 0s", "refcache.task.execution.pool.keep-alive, -1s",
			"refcache.memory.max-entries, 0", "refcache.memory.max-entries, -5", "refcache.store.type, redos",
			"refcache.aop.order, first", "refcache.preview.max-size, 0", "refcache.preview.max-size, -1",
			"refcache.preview.unit, words", "refcache.preview.strategy, guess", "refcache.preview.page-size, 0",
			"refcache.preview.page-size, 1001", "refcache.max-value-size, 0B", "refcache.max-value-size, -1KB",
			"refcache.web.include-message, sometimes", "refcache.web.enabled, perhaps", "refcache.web.enabled, yes",
			"refcache.web.changes, on", "refcache.web.changes, perhaps", "refcache.web.max-wait, 0s",
			"refcache.web.max-wait, -1s", "refcache.web.max-watchers, -1", "refcache.web.heartbeat, 0s" })
	void wrongValueIsReportedWithItsProperty(String property, String value) {
		assertRefused(property, value);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/", "refcache", "/refcache/", "//refcache", "/a//b", "/{a}", "/a b", "/a*", "/a?b",
			"/a#b", "/a;b", "/a%20b", "/ä", "/a/../b", "/.", "\\refcache", "https://example.org/refcache" })
	void wrongBasePathIsReported(String path) {
		assertRefused("refcache.web.base-path", path);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/r", "/api/v1.0/refs", "/a-b_c~d", "/.well-known/refs" })
	void pathsAreTaken(String path) {
		this.runner.withPropertyValues("refcache.web.base-path=" + path)
			.run((context) -> assertThat(context.getBean(RefCacheProperties.class).getWeb().getBasePath())
				.isEqualTo(path));
	}

	@ParameterizedTest
	@CsvSource({ "refcache.default-ttl, never", "refcache.default-ttl, PT5S", "refcache.default-ttl, 10d",
			"refcache.task.async-timeout, 0s", "refcache.task.execution.pool.queue-capacity, 0",
			"refcache.task.execution.pool.max-size, 16", "refcache.task.execution.pool.keep-alive, 1ms",
			"refcache.preview.max-size, 1", "refcache.preview.unit, characters", "refcache.preview.strategy, paginate",
			"refcache.preview.strategy, truncate", "refcache.preview.page-size, 1000", "refcache.max-value-size, 1B",
			"refcache.max-value-size, 1GB", "refcache.store.type, memory", "refcache.web.include-message, always",
			"refcache.web.changes, FALSE", "refcache.web.max-watchers, 0", "refcache.web.heartbeat, 1ms",
			"refcache.default-namespace, shop", "refcache.default-namespace, user:{user_id}",
			"refcache.policies.p.owner, org:acme", "refcache.policies.p.user-permissions, 'read,execute'",
			"refcache.policies.p.user-permissions, ''" })
	void valuesAtTheEdgesAreTaken(String property, String value) {
		this.runner.withPropertyValues(property + "=" + value).run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void policyWithAnUnknownPropertyIsRefused() {
		this.runner
			.withPropertyValues("refcache.policies.sealed.agent-permissions=execute",
					"refcache.policies.sealed.user-permision=execute")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(UnboundConfigurationPropertiesException.class,
						(failure) -> assertThat(failure.getUnboundProperties())
							.extracting((property) -> property.getName().toString())
							.containsExactly("refcache.policies.sealed.user-permision")));
	}

	@Test
	void defaultsAreThoseOfTheDocumentation() {
		this.runner.run((context) -> {
			RefCacheProperties properties = context.getBean(RefCacheProperties.class);
			assertThat(properties.isEnabled()).isTrue();
			assertThat(properties.getName()).isNull();
			assertThat(properties.getDefaultNamespace()).isEqualTo("public");
			assertThat(properties.getDefaultTtl()).isEqualTo("1h");
			assertThat(properties.getMethods()).isEmpty();
			assertThat(properties.getStore().getType()).isEqualTo(RefCacheProperties.StoreType.MEMORY);
			assertThat(properties.getMemory().getMaxEntries()).isEqualTo(10_000);
			assertThat(properties.getMaxValueSize()).isEqualTo(DataSize.ofMegabytes(16));
			assertThat(properties.getPreview().getMaxSize()).isEqualTo(1000);
			assertThat(properties.getPreview().getUnit()).isEqualTo(RefCachePreviewProperties.Unit.TOKENS);
			assertThat(properties.getPreview().getStrategy()).isEqualTo(PreviewStrategy.SAMPLE);
			assertThat(properties.getPreview().getPageSize()).isEqualTo(20);
			assertThat(properties.getAop().getOrder()).isEqualTo(Ordered.LOWEST_PRECEDENCE - 100);
			assertThat(properties.getWeb().isEnabled()).isTrue();
			assertThat(properties.getWeb().getBasePath()).isEqualTo("/refcache");
			assertThat(properties.getWeb().getIncludeMessage()).isEqualTo(RefCacheProperties.IncludeMessage.NEVER);
			assertThat(properties.getWeb().getChanges()).isNull();
			assertThat(properties.getWeb().getMaxWait()).isEqualTo(Duration.ofSeconds(30));
			assertThat(properties.getWeb().getMaxWatchers()).isEqualTo(10_000);
			assertThat(properties.getWeb().getHeartbeat()).isEqualTo(Duration.ofSeconds(15));
			RefCacheTaskProperties task = properties.getTask();
			assertThat(task.getAsyncTimeout()).isNull();
			assertThat(task.getRetention()).isEqualTo(Duration.ofMinutes(5));
			assertThat(task.getMaxRetained()).isEqualTo(10_000);
			assertThat(task.getMaxActive()).isEqualTo(10_000);
			assertThat(task.getExecution().getThreadNamePrefix()).isEqualTo("refcache-task-");
			RefCacheTaskProperties.Pool pool = task.getExecution().getPool();
			assertThat(pool.getCoreSize()).isEqualTo(16);
			assertThat(pool.getMaxSize()).isNull();
			assertThat(pool.getQueueCapacity()).isEqualTo(256);
			assertThat(pool.getKeepAlive()).isEqualTo(Duration.ofSeconds(60));
		});
	}

	@Test
	void metadataDescribesEveryProperty() throws IOException {
		assertThat(metadata().get("properties")).isNotEmpty().allSatisfy((property) -> {
			assertThat(property.get("name").asString())
				.matches("(refcache|management\\.(endpoint\\.refcache(tasks)?|health\\.refcache))\\..+");
			assertThat(property.get("description")).as(property.get("name").asString()).isNotNull();
			assertThat(property.get("description").asString()).endsWith(".");
		});
	}

	@Test
	void metadataHoldsTheDefaults() throws IOException {
		Map<String, String> defaults = new TreeMap<>();
		metadata().get("properties").forEach((property) -> {
			if (property.has("defaultValue")) {
				defaults.put(property.get("name").asString(), property.get("defaultValue").asString());
			}
		});
		assertThat(defaults).containsOnly(Map.entry("refcache.enabled", "true"),
				Map.entry("refcache.default-namespace", "public"), Map.entry("refcache.default-ttl", "1h"),
				Map.entry("refcache.aop.order", Integer.toString(Ordered.LOWEST_PRECEDENCE - 100)),
				Map.entry("refcache.max-value-size", "16MB"), Map.entry("refcache.preview.max-size", "1000"),
				Map.entry("refcache.preview.unit", "tokens"), Map.entry("refcache.preview.strategy", "sample"),
				Map.entry("refcache.preview.page-size", "20"), Map.entry("refcache.store.type", "memory"),
				Map.entry("refcache.memory.max-entries", "10000"), Map.entry("refcache.task.retention", "5m"),
				Map.entry("refcache.task.max-retained", "10000"), Map.entry("refcache.task.max-active", "10000"),
				Map.entry("refcache.max-wait", "5m"), Map.entry("refcache.task.max-retries", "3"),
				Map.entry("refcache.task.cleanup-interval", "60s"), Map.entry("refcache.task.shutdown-timeout", "10s"),
				Map.entry("refcache.task.execution.thread-name-prefix", "refcache-task-"),
				Map.entry("refcache.task.execution.pool.core-size", "16"),
				Map.entry("refcache.task.execution.pool.queue-capacity", "256"),
				Map.entry("refcache.task.execution.pool.keep-alive", "60s"), Map.entry("refcache.web.enabled", "true"),
				Map.entry("refcache.web.base-path", "/refcache"), Map.entry("refcache.web.include-message", "never"),
				Map.entry("refcache.mcp.enabled", "true"), Map.entry("refcache.mcp.async-timeout", "5s"),
				Map.entry("refcache.mcp.max-wait", "15s"), Map.entry("refcache.mcp.max-answer-size", "10000"),
				Map.entry("refcache.mcp.tool-prefix", ""), Map.entry("refcache.mcp.include-message", "never"),
				Map.entry("refcache.web.max-wait", "30s"), Map.entry("refcache.web.max-watchers", "10000"),
				Map.entry("refcache.web.heartbeat", "15s"), Map.entry("management.health.refcache.enabled", "true"),
				Map.entry("management.endpoint.refcache.access", "read_only"),
				Map.entry("management.endpoint.refcache.cache.time-to-live", "0ms"),
				Map.entry("management.endpoint.refcachetasks.access", "read_only"),
				Map.entry("management.endpoint.refcachetasks.cache.time-to-live", "0ms"),
				Map.entry("management.endpoint.refcachetasks.show-values", "never"));
	}

	@Test
	void metadataHintsBelongToProperties() throws IOException {
		JsonNode metadata = metadata();
		Map<String, JsonNode> hints = new TreeMap<>();
		metadata.get("hints").forEach((hint) -> hints.put(hint.get("name").asString(), hint));
		assertThat(hints).containsOnlyKeys("refcache.default-ttl");
		assertThat(hints.get("refcache.default-ttl").get("values")).anySatisfy((value) -> {
			assertThat(value.get("value").asString()).isEqualTo("never");
			assertThat(value.get("description").asString()).isNotEmpty();
		});
	}

	private void assertRefused(String property, String value) {
		this.runner.withPropertyValues(property + "=" + value).run((context) -> {
			assertThat(context).hasFailed();
			assertThat(FailureReports.of(context.getStartupFailure())).doesNotStartWith("no analysis")
				.contains(property);
		});
	}

	/** The file of this module; its dependencies have one of the same name. */
	private static JsonNode metadata() throws IOException {
		String own = RefCacheProperties.class.getProtectionDomain().getCodeSource().getLocation().toString();
		for (URL url : Collections.list(RefCacheProperties.class.getClassLoader()
			.getResources("META-INF/spring-configuration-metadata.json"))) {
			if (url.toString().contains(own)) {
				try (InputStream in = url.openStream()) {
					return JsonMapper.shared().readTree(in);
				}
			}
		}
		throw new IllegalStateException("No metadata in " + own);
	}

}
