/// What the operator's page is made of, besides what the command line asks for as well.
///
/// [dev.hera.broker.admin.page.AdminPage] serves the page: modules, styles and one library, from
/// the class path, under a policy that lets a browser load and run nothing else. The page asks
/// [dev.hera.broker.admin.page.OverviewApi] every second for the routing table in short, so that a
/// platform with hundreds of workers and endpoints costs neither the broker nor the browser much.
///
/// What the command line does with a connection to ZooKeeper the page does through a broker:
/// drains, which [dev.hera.broker.admin.page.DrainApi] refuses for a last worker, and
/// [dev.hera.broker.admin.page.Keys].
@NullMarked
package dev.hera.broker.admin.page;

import org.jspecify.annotations.NullMarked;
