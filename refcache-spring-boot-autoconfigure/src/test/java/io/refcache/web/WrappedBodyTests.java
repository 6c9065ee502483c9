package io.refcache.web;

import java.net.http.HttpResponse;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.StringHttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

import static io.refcache.web.TestServer.header;
import static io.refcache.web.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that puts all its bodies into an envelope: what is not body stays as it
 * is.
 */
class WrappedBodyTests {

	private static TestServer server;

	@BeforeAll
	static void start() {
		server = TestServer.start(Application.class);
	}

	@AfterAll
	static void close() {
		server.close();
	}

	@Test
	void pollInProgressIsOneAllTheSame() throws Exception {
		HttpResponse<String> accepted = server.get("/value/wrapped");
		assertThat(accepted.statusCode()).isEqualTo(202);
		String location = header(accepted, "Location");

		HttpResponse<String> polled = server.get(location);
		assertThat(polled.statusCode()).isEqualTo(202);
		assertThat(polled.headers().allValues("Retry-After")).containsExactly("2");
		assertThat(polled.headers().allValues("Cache-Control")).containsExactly("no-store");
		assertThat(polled.headers().allValues("Location")).containsExactly(location);
		assertThat(polled.headers().allValues("Content-Type")).containsExactly("application/json");
		String refId = json(polled).at("/data/ref_id").asString();
		assertThat(location).contains(refId);

		server.finish(refId, "wrapped");
		assertThat(server.get(location).statusCode()).isEqualTo(303);
	}

	@Configuration(proxyBeanMethods = false)
	@Import(TestServer.Application.class)
	static class Application {

		@Bean
		EnvelopeAdvice envelopeAdvice() {
			return new EnvelopeAdvice();
		}

	}

	record Envelope(@Nullable Object data) {

	}

	@ControllerAdvice
	static class EnvelopeAdvice implements ResponseBodyAdvice<Object> {

		@Override
		public boolean supports(MethodParameter returnType, Class<? extends HttpMessageConverter<?>> converterType) {
			return !StringHttpMessageConverter.class.isAssignableFrom(converterType);
		}

		@Override
		public Object beforeBodyWrite(@Nullable Object body, MethodParameter returnType, MediaType selectedContentType,
				Class<? extends HttpMessageConverter<?>> selectedConverterType, ServerHttpRequest request,
				ServerHttpResponse response) {
			return new Envelope(body);
		}

	}

}
