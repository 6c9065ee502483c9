package io.refcache.web;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;

import io.refcache.task.TaskRegistry;
import io.refcache.web.WebTestApplication.Reports;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.awaitility.Awaitility.await;

/**
 * The application on a real server, and a client that follows nothing by itself.
 */
final class TestServer implements AutoCloseable {

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final ConfigurableApplicationContext context;

	private TestServer(ConfigurableApplicationContext context) {
		this.context = context;
	}

	static TestServer start(String... properties) {
		return start(Application.class, properties);
	}

	static TestServer start(Class<?> application, String... properties) {
		return new TestServer(new SpringApplicationBuilder(application).web(WebApplicationType.SERVLET)
			.properties("server.port=0", "server.address=127.0.0.1", "spring.main.banner-mode=off",
					"spring.main.register-shutdown-hook=false", "refcache.task.shutdown-timeout=1ms")
			.properties(properties)
			.run());
	}

	HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
		return send("GET", path, headers);
	}

	HttpResponse<String> send(String method, String path, String... headers) throws IOException, InterruptedException {
		return this.client.send(request(method, path, headers), BodyHandlers.ofString());
	}

	CompletableFuture<HttpResponse<String>> getLater(String path, String... headers) {
		return this.client.sendAsync(request("GET", path, headers), BodyHandlers.ofString());
	}

	EventReader events(String path, String... headers) throws IOException, InterruptedException {
		return new EventReader(this.client.send(request("GET", path, headers), BodyHandlers.ofLines()));
	}

	private HttpRequest request(String method, String path, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
			.method(method, BodyPublishers.noBody());
		return ((headers.length > 0) ? request.headers(headers) : request).build();
	}

	/**
	 * Starts a task that waits until it is let go.
	 * @return its reference
	 */
	String task(String kind, String id) throws IOException, InterruptedException {
		return json(get("/" + kind + "/" + id)).get("ref_id").asString();
	}

	/**
	 * Lets a task go, and waits for its end.
	 */
	void finish(String refId, String id) {
		reports().release(id);
		await().until(() -> bean(TaskRegistry.class).find(refId).orElseThrow().status().isEnded());
	}

	/**
	 * Lets whatever waits go until a task has ended.
	 */
	void finishAll(String refId) {
		await().until(() -> {
			reports().releaseAll();
			return bean(TaskRegistry.class).find(refId).orElseThrow().status().isEnded();
		});
	}

	void awaitWatchers(int number) {
		await().until(() -> bean(Watchers.class).size() == number);
	}

	Reports reports() {
		return bean(Reports.class);
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	int port() {
		return this.context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	static JsonNode json(HttpResponse<String> response) {
		return JsonMapper.shared().readTree(response.body());
	}

	static String header(HttpResponse<?> response, String name) {
		return response.headers().firstValue(name).orElse("");
	}

	ConfigurableApplicationContext context() {
		return this.context;
	}

	@Override
	public void close() {
		if (this.context.isActive()) {
			reports().releaseAll();
		}
		this.context.close();
	}

	@Configuration(proxyBeanMethods = false)
	@Import(WebTestApplication.class)
	@ImportAutoConfiguration(TomcatServletWebServerAutoConfiguration.class)
	static class Application {

	}

}
