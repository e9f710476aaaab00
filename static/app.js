/* Polish only: every journey works without this file. */
(function () {
  'use strict';
  var d = document;

  /* After a save or a problem, start reading at the box that says so. */
  var box = d.querySelector('[data-err]') || d.querySelector('[data-ok]');
  if (box) box.focus();
  d.addEventListener('click', function (event) {
    var link = event.target.closest && event.target.closest('[data-err] a');
    var input = link && d.getElementById(link.hash.slice(1));
    if (!input) return;
    event.preventDefault();
    var words = (input.closest('fieldset') || d).querySelector('legend, label[for="' + input.id + '"]');
    (words || input).scrollIntoView();
    input.focus({ preventScroll: true });
  });

  /* A second press within four seconds does not send the form again. */
  d.addEventListener('submit', function (event) {
    var form = event.target;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = '1';
    setTimeout(function () { delete form.dataset.sent; }, 4000);
  });
  /* Coming back with the Back button must find the form ready. */
  window.addEventListener('pageshow', function () {
    d.querySelectorAll('form[data-sent]').forEach(function (form) { delete form.dataset.sent; });
  });

  /* Leave fast: replace() keeps this page out of Back. Shift three times within five seconds does the same. */
  var leave = d.querySelector('form[data-leave]');
  if (!leave) return;
  var presses = 0, timer;
  function go() {
    d.documentElement.hidden = true;
    d.title = ' ';
    try {
      fetch(leave.action, { method: 'POST', body: new URLSearchParams(new FormData(leave)), keepalive: true, redirect: 'manual' });
    } catch (e) { /* leaving matters more */ }
    location.replace(leave.dataset.leave);
  }
  leave.addEventListener('submit', function (event) { event.preventDefault(); go(); });
  d.addEventListener('keyup', function (event) {
    if (event.key !== 'Shift') { presses = 0; return; }
    presses += 1;
    clearTimeout(timer);
    timer = setTimeout(function () { presses = 0; }, 5000);
    if (presses > 2) go();
  });
})();
