package io.refcache.actuate;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import javax.management.MBeanException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.ReflectionException;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What operators see and do through JMX: the same, without the words of HTTP.
 */
class JmxTests {

	private static final String DOMAIN = "io.refcache.jmx";

	private static OperatedApplication application;

	private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

	@BeforeAll
	static void start() {
		application = new OperatedApplication("spring.jmx.enabled=true", "management.endpoints.jmx.domain=" + DOMAIN,
				"management.endpoints.jmx.exposure.include=*", "management.endpoint.refcachetasks.access=unrestricted");
	}

	@AfterAll
	static void close() {
		application.close();
	}

	@Test
	void tasksAreListedShownCancelledAndRemoved() throws Exception {
		String refId = application.running(new CountDownLatch(1));

		assertThat(list("processing")).extracting((task) -> task.get("refId")).containsExactly(refId);
		assertThat(invoke("change", refId, "cancelled")).containsEntry("status", "cancelled");
		assertThat(invoke("task", refId)).containsEntry("status", "cancelled").doesNotContainKey("body");
		assertThatExceptionOfType(MBeanException.class).isThrownBy(() -> invoke("change", refId, "cancelled"))
			.withCauseInstanceOf(IllegalStateException.class)
			.havingCause()
			.withMessageContaining("has ended");
		assertThat(invoke("remove", refId)).isNull();
		assertThat(list(null)).isEmpty();
	}

	@Test
	void wrongInputIsRefused() {
		assertThatExceptionOfType(ReflectionException.class).isThrownBy(() -> list("done"));
		assertThatExceptionOfType(ReflectionException.class).isThrownBy(() -> invoke("change", "nonsense", "gone"));
		assertThatExceptionOfType(MBeanException.class).isThrownBy(() -> invoke("change", "nonsense", "pending"));
	}

	@Test
	void cacheIsShownAsAWhole() throws Exception {
		assertThat(this.server.invoke(name("Refcache"), "refcache", new Object[0], new String[0]))
			.asInstanceOf(InstanceOfAssertFactories.MAP)
			.containsEntry("name", "ops");
	}

	@SuppressWarnings("unchecked")
	private List<Map<String, Object>> list(String status) throws Exception {
		Map<String, Object> page = (Map<String, Object>) this.server.invoke(name("Refcachetasks"), "tasks",
				new Object[] { status, null, null, null, null },
				new String[] { String.class.getName(), String.class.getName(), String.class.getName(),
						Integer.class.getName(), String.class.getName() });
		return (List<Map<String, Object>>) page.get("tasks");
	}

	@SuppressWarnings("unchecked")
	private Map<String, Object> invoke(String operation, Object... values) throws Exception {
		String[] types = new String[values.length];
		Arrays.fill(types, String.class.getName());
		return (Map<String, Object>) this.server.invoke(name("Refcachetasks"), operation, values, types);
	}

	private static ObjectName name(String endpoint) throws Exception {
		return new ObjectName(DOMAIN + ":type=Endpoint,name=" + endpoint);
	}

}
