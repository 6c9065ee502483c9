package io.refcache.web;

import io.refcache.AsyncTaskResponse;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * Makes an {@link AsyncTaskResponse} that a controller returns the same answer as a call
 * in progress that it lets through. A status or address that the controller set stays.
 */
@ControllerAdvice
class TaskBodyAdvice implements ResponseBodyAdvice<Object> {

	private final TaskAnswers answers;

	TaskBodyAdvice(TaskAnswers answers) {
		this.answers = answers;
	}

	@Override
	public boolean supports(MethodParameter returnType, Class<? extends HttpMessageConverter<?>> converterType) {
		return true;
	}

	@Override
	public @Nullable Object beforeBodyWrite(@Nullable Object body, MethodParameter returnType,
			MediaType selectedContentType, Class<? extends HttpMessageConverter<?>> selectedConverterType,
			ServerHttpRequest request, ServerHttpResponse response) {
		if (!(body instanceof AsyncTaskResponse<?> task)) {
			return body;
		}
		if (!task.status().isEnded() && response instanceof ServletServerHttpResponse servletResponse) {
			if (servletResponse.getServletResponse().getStatus() == HttpServletResponse.SC_OK) {
				response.setStatusCode(HttpStatus.ACCEPTED);
			}
			this.answers.inProgress(response.getHeaders(), task);
		}
		return this.answers.body(task);
	}

}
