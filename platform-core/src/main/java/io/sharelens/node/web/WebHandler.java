package io.sharelens.node.web;

import io.sharelens.console.WebBundle;
import io.sharelens.node.config.WebConfig;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * What comes in over the listener for browsers: pages are answered here, the interface behind; all
 * else of the node (metrics, say) cannot be reached from there. What comes in over another listener
 * passes unchanged.
 */
final class WebHandler extends Handler.Wrapper {
  private final WebConfig web;
  private final HostCheck hosts;
  private final PageHeaders headers;
  private final Pages pages;

  WebHandler(int node, WebConfig web, WebBundle bundle) {
    this.web = web;
    this.hosts = new HostCheck(web);
    this.headers = new PageHeaders(web);
    this.pages = new Pages(node, web, bundle, headers);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (!WebListener.NAME.equals(request.getConnectionMetaData().getConnector().getName())) {
      return super.handle(request, response, callback);
    }
    headers.common(response.getHeaders());
    if (!hosts.allows(request)) {
      headers.data(response.getHeaders());
      ProblemBody.write(
          response,
          callback,
          HttpStatus.MISDIRECTED_REQUEST_421,
          "wrong-host",
          "Wrong host",
          "this listener answers on its own machine only; open " + web.url());
      return true;
    }
    if (Request.getPathInContext(request).startsWith(CrossOrigin.INTERFACE)) {
      headers.data(response.getHeaders());
      return super.handle(request, response, callback);
    }
    pages.handle(request, response, callback);
    return true;
  }
}
